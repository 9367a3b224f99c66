using Microsoft.Playwright;

namespace ImageRetrieval.EndToEnd.Tests.Browser;

/// <summary>No page and no state breaks a rule of axe-core, on a desk and on a phone, by day and by night.</summary>
[Collection(RunningSystem.Name)]
public sealed class AccessibilityTests(RunningSystem system)
{
    [ChromiumTheory]
    [MemberData(nameof(Screen.EachOnce), MemberType = typeof(Screen))]
    public async Task The_search_in_all_its_states_breaks_no_rule(int width, int height, ColorScheme scheme)
    {
        await using var tab = await system.OpenTabAsync(new(width, height, scheme));
        await tab.GoAsync();
        await CheckAsync(tab, "start");
        await tab.SearchAsync(Samples.PathOf("planet/planet-001.jpg"));
        await CheckAsync(tab, "answer");
        await tab.GoAsync("/?q=id:1001&q=-0.5*id:1002&q=.2,.1,.5,.6@id:1003&f=kind:fish");
        await tab.Page.Locator(".filters summary").ClickAsync();
        await tab.Page.Locator(".about summary").ClickAsync();
        await CheckAsync(tab, "parts, filters and panel");
        await tab.Hits.First.Locator(".picture").ClickAsync();
        await tab.Page.Locator("#lightbox [data-act=compare]").ClickAsync();
        await CheckAsync(tab, "lightbox");
    }

    [ChromiumTheory]
    [MemberData(nameof(Screen.EachOnce), MemberType = typeof(Screen))]
    public async Task Every_other_page_breaks_no_rule(int width, int height, ColorScheme scheme)
    {
        await using var tab = await system.OpenTabAsync(new(width, height, scheme));
        foreach (var address in (string[])["/collection", "/collection?id=nobody", "/ingest", "/duplicates", "/failures", "/batch", "/models", "/models/changes?model=builtin&from=00000001", "/status", "/duel", "/nothing-here", "/?q=id:no-such-picture", "/?q=up:AAAAAAAAAAAAAAAAAAAAAA"])
        {
            await tab.GoAsync(address);
            await CheckAsync(tab, address);
        }
        await tab.GoAsync("/");
        if (width > 600)
        {
            await tab.Page.Keyboard.PressAsync("?");
            await CheckAsync(tab, "help");
        }
    }

    private static async Task CheckAsync(Tab tab, string state)
    {
        await tab.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        Assert.Equal([], (await Axe.CheckAsync(tab.Page)).Select(rule => $"{state}: {rule}"));
        Assert.True(await tab.OverflowAsync() == 0, $"{state}: the page can be scrolled sideways");
    }
}
