using Microsoft.Playwright;

namespace ImageRetrieval.EndToEnd.Tests.Browser;

/// <summary>What axe-core can check by itself: contrast, names, roles, headings, landmarks.</summary>
[Collection(RunningSystem.Name)]
public sealed class AccessibilityTests(RunningSystem system)
{
    [ChromiumTheory]
    [MemberData(nameof(Screen.All), MemberType = typeof(Screen))]
    public async Task The_start_page_and_an_answer_break_no_rule(int width, int height, ColorScheme scheme)
    {
        await using var tab = await system.OpenTabAsync(new(width, height, scheme));
        await tab.GoAsync();
        Assert.Empty(await Axe.CheckAsync(tab.Page));

        await tab.SearchAsync(Samples.PathOf("planet/planet-001.jpg"));
        Assert.Empty(await Axe.CheckAsync(tab.Page));
    }

    [ChromiumFact]
    public async Task A_refusal_breaks_no_rule()
    {
        await using var tab = await system.OpenTabAsync(Screen.Desk);
        await tab.GoAsync("/?like=no-such-picture");
        await Assertions.Expect(tab.Page.Locator("#answer .problem")).ToBeVisibleAsync();
        Assert.Empty(await Axe.CheckAsync(tab.Page));
    }
}
