using Microsoft.Playwright;

namespace ImageRetrieval.EndToEnd.Tests.Browser;

/// <summary>The site forgets brought pictures after a while; who still has one is not asked for it again.</summary>
[Collection(RunningSystem.Name)]
public sealed class KeptPictureTests(RunningSystem system)
{
    private const string Fish = "fish/fish-001.jpg";
    private const string Planet = "planet/planet-001.jpg";

    [ChromiumFact]
    public async Task An_expired_picture_is_uploaded_again_by_the_browser_that_has_it()
    {
        await using var forgetful = await StartAsync();
        await using var tab = await OpenAsync(forgetful);
        await tab.GoAsync();
        await tab.SearchAsync(Samples.PathOf(Fish));
        var (address, ids) = (tab.Page.Url, await tab.IdsAsync());
        await tab.SearchAsync(Samples.PathOf(Planet));

        await tab.Page.GoBackAsync();
        await tab.Page.WaitForURLAsync(url => url.Contains("q=up:", StringComparison.Ordinal) && url != address && !url.Contains(KeyOf(address), StringComparison.Ordinal));
        await Assertions.Expect(tab.Page.Locator("#answer .problem")).ToHaveCountAsync(0);
        await tab.ShowsAnswerAsync();
        Assert.Equal(ids, await tab.IdsAsync());
        await Assertions.Expect(tab.Page.Locator(".part img")).ToHaveAttributeAsync("src", new System.Text.RegularExpressions.Regex("^blob:"));
    }

    [ChromiumFact]
    public async Task A_link_is_answered_by_the_browser_whose_cache_has_its_picture_and_elsewhere_says_what_to_do()
    {
        await using var forgetful = await StartAsync();
        await using var tab = await OpenAsync(forgetful);
        await tab.GoAsync();
        await tab.SearchAsync(Samples.PathOf(Fish));
        var (address, ids) = (tab.Page.Url, await tab.IdsAsync());
        // Loaded anew, the page takes the picture from the site, and the browser keeps it.
        await tab.Page.ReloadAsync();
        Assert.DoesNotContain(0, await tab.PictureWidthsAsync(".part img"));
        await tab.SearchAsync(Samples.PathOf(Planet));

        await tab.GoAsync(address);
        await tab.ShowsAnswerAsync();
        Assert.Equal(ids, await tab.IdsAsync());
        Assert.DoesNotContain(KeyOf(address), tab.Page.Url, StringComparison.Ordinal);

        await using var other = await OpenAsync(forgetful);
        await other.GoAsync(address);
        await Assertions.Expect(other.Page.Locator("#answer .problem")).ToContainTextAsync("Choose the picture again");
        await Assertions.Expect(other.Page.Locator(".part")).ToContainTextAsync("No longer available");
        await other.SearchAsync(Samples.PathOf(Fish));
        Assert.Equal(ids, await other.IdsAsync());
    }

    private static string KeyOf(string address) => address[(address.IndexOf("up:", StringComparison.Ordinal) + 3)..].Split('&')[0];

    /// <summary>A Portal that keeps one picture only.</summary>
    private Task<PortalAlone> StartAsync() => PortalAlone.StartAsync($"--Portal:ApiAddress={system.Api}", "--Portal:ApiTimeoutSeconds=60", "--Portal:KeptUploads=1");

    private async Task<Tab> OpenAsync(PortalAlone portal) => await (await system.ChromiumAsync()).OpenTabAsync(portal.Address, Screen.Desk);
}
