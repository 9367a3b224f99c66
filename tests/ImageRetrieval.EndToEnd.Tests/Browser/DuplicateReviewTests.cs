using System.Text;
using Microsoft.Playwright;

namespace ImageRetrieval.EndToEnd.Tests.Browser;

/// <summary>The review of 2,000 groups of copies in a browser: by keys, over several pages, and how fast it is.</summary>
public sealed class DuplicateReviewTests(DuplicatesPortal portal) : IClassFixture<DuplicatesPortal>
{
    // At the default threshold.
    private const string Shown = "2,000 groups";

    [ChromiumFact]
    public async Task Groups_are_decided_by_keys_over_several_pages_and_become_one_file()
    {
        await using var tab = await portal.OpenTabAsync(Screen.Desk);
        var (page, keys) = (tab.Page, tab.Page.Keyboard);
        await tab.GoAsync("/duplicates");
        await keys.PressAsync("n");
        await Assertions.Expect(page.Locator("#group\\.0")).ToBeFocusedAsync();
        await keys.PressAsync("d");
        await MarkedAsync(page, "Pictures marked: 3 (groups: 1, 3 MB)");

        // In the second group the third picture is kept, and the second is marked.
        await keys.PressAsync("n");
        await keys.PressAsync("ArrowRight");
        await keys.PressAsync("ArrowRight");
        await keys.PressAsync("x");
        await keys.PressAsync("ArrowRight");
        await keys.PressAsync("k");
        await MarkedAsync(page, "Pictures marked: 4 (groups: 2, 4 MB)");

        // Undo takes back one step at a time, also those of another page.
        await page.Locator(".paging [rel=next]").ClickAsync();
        await page.Locator("#group\\.50 [data-mark-group]").ClickAsync();
        await MarkedAsync(page, "Pictures marked: 7 (groups: 3, 7 MB)");
        await page.Locator("#group\\.51").FocusAsync();
        await keys.PressAsync("d");
        await keys.PressAsync("u");
        await MarkedAsync(page, "Pictures marked: 7 (groups: 3, 7 MB)");

        Assert.Equal(["g0m1>g0m0", "g0m2>g0m0", "g0m3>g0m0", "g1m1>g1m2", "g50m1>g50m0", "g50m2>g50m0", "g50m3>g50m0"], await RowsAsync(page));
        await page.GoBackAsync();
        await Assertions.Expect(page.Locator("#group\\.1 .member:nth-child(3) [type=radio]")).ToBeCheckedAsync();
        Assert.Empty(tab.Problems);
    }

    [ChromiumFact]
    public async Task All_groups_are_marked_with_exceptions_and_cleared_again()
    {
        await using var tab = await portal.OpenTabAsync(Screen.Desk);
        await tab.GoAsync("/duplicates?page=40");
        await tab.Page.Locator("[data-mark-all]").ClickAsync();
        await tab.Page.Locator("#group\\.1999 [data-mark-group]").ClickAsync();
        await MarkedAsync(tab.Page, "The copies of all 2,000 groups are marked. Groups changed by you: 1");
        var rows = await RowsAsync(tab.Page);
        Assert.Equal((1_999 * 3, "g1998m3>g1998m0"), (rows.Length, rows[^1]));
        await tab.Page.Locator("[data-clear]").ClickAsync();
        await MarkedAsync(tab.Page, "No pictures are marked yet.");
        await tab.Page.Locator("[data-undo]").ClickAsync();
        await MarkedAsync(tab.Page, "The copies of all 2,000 groups are marked. Groups changed by you: 1");
        Assert.Empty(tab.Problems);
    }

    [ChromiumFact]
    public async Task The_slider_shows_how_many_groups_there_would_be()
    {
        await using var tab = await portal.OpenTabAsync(Screen.Desk);
        await tab.GoAsync("/duplicates");
        await tab.Page.Locator("#threshold").FocusAsync();
        await tab.Page.Keyboard.PressAsync("ArrowRight");
        await Assertions.Expect(tab.Page.Locator("[data-groups]")).ToHaveTextAsync("1,600 groups");
        await Assertions.Expect(tab.Page.Locator("[data-threshold]")).ToHaveTextAsync("0.910");
        await tab.Page.Keyboard.PressAsync("ArrowLeft");
        await Assertions.Expect(tab.Page.Locator("[data-groups]")).ToHaveTextAsync(Shown);
    }

    [ChromiumFact]
    public async Task Among_two_thousand_groups_the_keyboard_marks_one_without_shifting_the_page()
    {
        await using var tab = await portal.OpenTabAsync(Screen.Desk);
        await tab.WatchPolicyAsync();
        await tab.Page.GotoAsync("/duplicates?page=2", new() { WaitUntil = WaitUntilState.DOMContentLoaded });
        await tab.Page.Keyboard.PressAsync("n");
        await tab.Page.Keyboard.PressAsync("d");
        await MarkedAsync(tab.Page, "Pictures marked: 3 (groups: 1, 3 MB)");
        Assert.Equal(0, await tab.LayoutShiftAsync());
        Assert.Empty(await tab.PolicyViolationsAsync());
    }

    [ChromiumTheory]
    [MemberData(nameof(Screen.EachOnce), MemberType = typeof(Screen))]
    public async Task The_review_breaks_no_rule(int width, int height, ColorScheme scheme)
    {
        await using var tab = await portal.OpenTabAsync(new(width, height, scheme));
        await tab.GoAsync("/duplicates");
        await tab.Page.Locator("#group\\.0 [data-mark-group]").ClickAsync();
        Assert.Empty(await Axe.CheckAsync(tab.Page));
        Assert.Equal(0, await tab.OverflowAsync());
    }

    private static Task MarkedAsync(IPage page, string words) => Assertions.Expect(page.Locator("[data-marked-count]")).ToHaveTextAsync(words);

    /// <summary>The rows of the file: what to delete, and what is kept instead.</summary>
    private static async Task<string[]> RowsAsync(IPage page)
    {
        var download = await page.RunAndWaitForDownloadAsync(() => page.Locator("[data-download]").ClickAsync());
        var text = Encoding.UTF8.GetString(await File.ReadAllBytesAsync(await download.PathAsync()));
        return [.. text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(',')).Select(row => $"{row[0]}>{row[7]}")];
    }
}
