using ImageRetrieval.Fixtures;
using Microsoft.Playwright;

namespace ImageRetrieval.EndToEnd.Tests.Browser;

/// <summary>Lists with markup and control characters, copies and two models: a system of its own.</summary>
public sealed class HostileTextTests(OwnBrowser browser) : IClassFixture<OwnBrowser>, IDisposable
{
    private const string Markup = "<img src=x onerror=window.hurt=1><script>window.hurt=1</script>\u202e";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [ChromiumFact]
    public async Task Markup_in_ids_names_and_metadata_is_text_copies_are_folded_and_models_are_compared()
    {
        await using var server = await PictureServer.StartAsync();
        var csv = WriteList(server);
        await using var hostile = await WholeSystem.StartAsync(_folder.Path, ["--csv", csv, "--models", "builtin,second", "--model-list", SecondModel.Write(_folder)]);
        await hostile.WholeListSearchableAsync();
        await using var tab = await browser.OpenTabAsync(hostile.Portal, Screen.Desk);
        await tab.WatchPolicyAsync();

        await tab.GoAsync("/?q=id:plain");
        await Assertions.Expect(tab.Page.Locator("#answer .tile .title", new() { HasText = "onerror" }).First).ToBeVisibleAsync();
        await Assertions.Expect(tab.Page.Locator("#answer .copies summary")).ToHaveTextAsync("1 more copy");
        await tab.Page.Locator("#answer .tile", new() { HasText = "onerror" }).First.Locator(".picture").ClickAsync();
        await Assertions.Expect(tab.Page.Locator("#lightbox .facts")).ToContainTextAsync("<b>bold</b>");
        await tab.Page.Keyboard.PressAsync("Escape");
        await tab.AnsweredAsync(() => tab.Page.Locator("#answer .tile", new() { HasText = "onerror" }).First.GetByText("More like this").ClickAsync());
        await Assertions.Expect(tab.Page.Locator(".part-name")).ToContainTextAsync("onerror");

        foreach (var address in (string[])["/collection", "/ingest", "/duel?q=id:plain", "/?q=id:plain&f=" + Uri.EscapeDataString("note:<b>bold</b>")])
        {
            await tab.GoAsync(address);
            await tab.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            Assert.True(await tab.Page.EvaluateAsync<bool>("() => window.hurt === undefined && !document.querySelector('img[src=x]')"), address);
            Assert.Empty(await tab.PolicyViolationsAsync());
        }
        Assert.Empty(tab.Problems);

        // The duel: agreements lead to each other, by pointer and by link.
        await tab.GoAsync("/duel?q=id:plain");
        var agreed = tab.Page.Locator("#side-a + ol li.agreed").First;
        await agreed.HoverAsync();
        await Assertions.Expect(tab.Page.Locator(".duel li.linked")).ToHaveCountAsync(2);
        await agreed.Locator(".twin").ClickAsync();
        Assert.Contains("#b-", tab.Page.Url, StringComparison.Ordinal);
        Assert.Empty(await Axe.CheckAsync(tab.Page));
        await tab.GoAsync("/?q=id:plain");
        await Assertions.Expect(tab.Page.GetByText("Compare models")).ToBeVisibleAsync();
    }

    private string WriteList(PictureServer server)
    {
        string Serve(string name, string picture) => server.Add(name, File.ReadAllBytes(Samples.PathOf(picture)), contentType: "image/jpeg").ToString();
        var csv = _folder.File("pictures.csv");
        File.WriteAllLines(csv,
        [
            "url,id,title,note",
            $"{Serve("plain.jpg", "fish/fish-001.jpg")},plain,Plain,a",
            $"{Serve("evil.jpg", "fish/fish-002.jpg")},\"<b>id</b>&'/..\",\"{Markup}\",<b>bold</b>",
            $"{Serve("copy1.jpg", "planet/planet-001.jpg")},one,One,a",
            $"{Serve("copy2.jpg", "planet/planet-001.jpg")},two,Two,<b>bold</b>",
            $"{Serve("castle.jpg", "butterfly/butterfly-001.jpg")},three,Three,a",
        ]);
        return csv;
    }
}
