using ImageRetrieval.Fixtures;
using Microsoft.Playwright;

namespace ImageRetrieval.EndToEnd.Tests.Browser;

/// <summary>The page of models and snapshots, over a system of its own whose list grows.</summary>
public sealed class SnapshotPageTests(OwnBrowser browser) : IClassFixture<OwnBrowser>, IDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(120);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [ChromiumFact]
    public async Task An_operator_sees_what_changed_searches_an_older_snapshot_goes_back_to_it_and_on_again()
    {
        await using var server = await PictureServer.StartAsync();
        var csv = _folder.File("pictures.csv");
        await File.WriteAllLinesAsync(csv, ["url,id,title", Row(server, "fish/fish-001.jpg", "first"), Row(server, "planet/planet-001.jpg", "second")]);
        await using var growing = await WholeSystem.StartAsync(_folder.Path, ["--csv", csv, "--models", "builtin"]);
        await growing.WholeListSearchableAsync();
        await using var tab = await browser.OpenTabAsync(growing.Portal, Screen.Desk);
        await tab.WatchPolicyAsync();
        await tab.GoAsync("/models");
        var older = (await tab.Page.Locator(".snapshots strong").First.TextContentAsync())!;

        await File.AppendAllLinesAsync(csv, [Row(server, "butterfly/butterfly-001.jpg", "third")]);
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Rebuild all indexes" }).ClickAsync();
        await Assertions.Expect(tab.Page.GetByRole(AriaRole.Status).First).ToContainTextAsync("Rebuilding the indexes");
        await UntilAsync(tab, page => page.Locator(".snapshots li").First.Filter(new() { HasText = "3 pictures" }).Filter(new() { HasText = "In use" }));
        Assert.Empty(await Axe.CheckAsync(tab.Page));

        var old = tab.Page.Locator(".snapshots li").Filter(new() { HasText = older });
        await old.GetByRole(AriaRole.Link, new() { Name = "What changed" }).ClickAsync();
        await Assertions.Expect(tab.Page.Locator("#Added")).ToContainTextAsync("1");
        Assert.DoesNotContain(0, await tab.PictureWidthsAsync(".changed img"));
        Assert.Empty(await Axe.CheckAsync(tab.Page));
        await tab.Page.Locator(".changed a", new() { HasText = "third" }).ClickAsync();
        await tab.ShowsAnswerAsync();
        Assert.Equal(["first", "second"], (await tab.IdsAsync()).Order());

        await tab.GoAsync($"/?q=id:first&model=builtin&snapshot={older}");
        await Assertions.Expect(tab.Page.Locator("#answer .notice").First).ToContainTextAsync($"Results from snapshot {older}.");
        Assert.Equal(["second"], await tab.IdsAsync());
        await tab.AnsweredAsync(() => tab.Page.GetByText("Use the current snapshot").ClickAsync());
        Assert.Equal(["second", "third"], (await tab.IdsAsync()).Order());

        await tab.GoAsync("/models");
        await old.GetByRole(AriaRole.Button, new() { Name = "Go back to it" }).ClickAsync();
        await Assertions.Expect(tab.Page.GetByRole(AriaRole.Status).First).ToContainTextAsync("Going back");
        // The page follows by itself.
        await Assertions.Expect(old.Filter(new() { HasText = "In use" }).Filter(new() { HasText = "Pinned" })).ToBeVisibleAsync();
        await tab.GoAsync("/?q=id:first");
        Assert.Equal(["second"], await tab.IdsAsync());

        await tab.GoAsync("/models");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Use the newest" }).ClickAsync();
        await UntilAsync(tab, page => page.Locator(".snapshots li").First.Filter(new() { HasText = "In use" }));
        Assert.Empty(await tab.PolicyViolationsAsync());
        Assert.Empty(tab.Problems);
    }

    private static string Row(PictureServer server, string picture, string id) =>
        $"{server.Add(id + ".jpg", File.ReadAllBytes(Samples.PathOf(picture)), contentType: "image/jpeg")},{id},The {id}";

    /// <summary>Opens the page until it shows something: Worker and Api work on it.</summary>
    private static Task UntilAsync(Tab tab, Func<IPage, ILocator> shows) => Eventually.TrueAsync(
        async () =>
        {
            await tab.GoAsync("/models");
            return await shows(tab.Page).CountAsync() > 0;
        },
        s_limit, () => "The page does not show it.");
}
