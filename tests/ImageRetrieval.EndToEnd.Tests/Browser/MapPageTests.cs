using System.Globalization;
using System.Text;
using Microsoft.Playwright;

namespace ImageRetrieval.EndToEnd.Tests.Browser;

/// <summary>The map of 50,000 pictures in a browser: by mouse, by keys, by its list, and without scripts.</summary>
public sealed class MapPageTests(MapPortal portal) : IClassFixture<MapPortal>
{
    [ChromiumFact]
    public async Task A_rectangle_selects_pictures_which_are_opened_searched_with_and_saved()
    {
        await using var tab = await portal.OpenTabAsync(Screen.Desk);
        await ReadyAsync(tab, "/map");
        await tab.Page.Locator("[data-tool=box]").ClickAsync();
        await DragAsync(tab, 0.15, 0.1, 0.45, 0.6);
        var words = await tab.Page.Locator("[data-count]").TextContentAsync();
        var selected = int.Parse(words!.Split(' ')[^1], NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
        Assert.InRange(selected, 2_000, 40_000);
        var show = await tab.Page.Locator("[data-show]").GetAttributeAsync("href");
        Assert.StartsWith("/collection?area=", show, StringComparison.Ordinal);
        Assert.Equal(8, show!.Split('=')[1].Split(',').Length);
        Assert.Equal(16, (await tab.Page.Locator("[data-ask]").GetAttributeAsync("href"))!.Split("q=id:p").Length - 1);
        var rows = await RowsAsync(tab.Page);
        Assert.Equal((selected, "id,x,y,cluster"), (rows.Length - 1, rows[0]));

        // The address selects the same again.
        await ReadyAsync(tab, tab.Page.Url);
        await Assertions.Expect(tab.Page.Locator("[data-count]")).ToHaveTextAsync(words);
        await tab.Page.Locator("[data-clear]").ClickAsync();
        await Assertions.Expect(tab.Page.Locator("[data-selection]")).ToBeHiddenAsync();
        Assert.DoesNotContain("area=", tab.Page.Url, StringComparison.Ordinal);
        Assert.Empty(tab.Problems);
    }

    [ChromiumFact]
    public async Task A_lasso_is_drawn_with_Shift_and_the_link_leads_to_the_collection()
    {
        await using var tab = await portal.OpenTabAsync(Screen.Desk);
        await ReadyAsync(tab, "/map");
        await tab.Page.Keyboard.DownAsync("Shift");
        await DragAsync(tab, 0.2, 0.2, 0.6, 0.2, 0.5, 0.8);
        await tab.Page.Keyboard.UpAsync("Shift");
        await tab.Page.Locator("[data-show]").ClickAsync();
        await Assertions.Expect(tab.Page.Locator("#answer .chosen")).ToContainTextAsync("Selected part of the map");
        Assert.Empty(tab.Problems);
    }

    [ChromiumFact]
    public async Task Wheel_keys_and_buttons_zoom_and_the_address_remembers_the_part_that_is_shown()
    {
        await using var tab = await portal.OpenTabAsync(Screen.Desk);
        await ReadyAsync(tab, "/map");
        await tab.Page.Locator("#plane").FocusAsync();
        await tab.Page.Keyboard.PressAsync("+");
        await tab.Page.Keyboard.PressAsync("+");
        await tab.Page.Keyboard.PressAsync("ArrowRight");
        await tab.Page.WaitForURLAsync(url => url.Contains("at=", StringComparison.Ordinal));
        Assert.EndsWith(",2.25", tab.Page.Url, StringComparison.Ordinal);
        await tab.Page.Locator("#plane").HoverAsync();
        await tab.Page.Mouse.WheelAsync(0, -600);
        await tab.Page.WaitForURLAsync(url => !url.EndsWith(",2.25", StringComparison.Ordinal));
        await tab.Page.Locator("[data-zoom='0']").ClickAsync();
        await tab.Page.WaitForURLAsync(url => !url.Contains("at=", StringComparison.Ordinal));
        Assert.Empty(tab.Problems);
    }

    [ChromiumFact]
    public async Task Pointing_shows_a_picture_and_far_in_there_are_thumbnails()
    {
        await using var tab = await portal.OpenTabAsync(Screen.Desk);
        await ReadyAsync(tab, "/map?at=6000,8000,60");
        var box = (await tab.Page.Locator("#plane").BoundingBoxAsync())!;
        await tab.Page.WaitForFunctionAsync("() => performance.getEntriesByType('resource').some(e => /image\\/thumbnail/.test(e.name))");
        // The nearest picture to some place: one of thousands is close to the middle of a cluster.
        for (var step = 0; step < 400 && await tab.Page.Locator("[data-card]").IsHiddenAsync(); step++)
            await tab.Page.Mouse.ClickAsync(box.X + (box.Width * (0.2f + (0.6f * (step % 20) / 20))), box.Y + (box.Height * (0.2f + (0.6f * (step / 20) / 20))));
        await Assertions.Expect(tab.Page.Locator("[data-card-title]")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^p\\d+\\.png$"));
        Assert.StartsWith("/?q=id:p", await tab.Page.Locator("[data-card-search]").GetAttributeAsync("href"), StringComparison.Ordinal);
        await tab.Page.Locator("[data-card-close]").ClickAsync();
        await Assertions.Expect(tab.Page.Locator("[data-card]")).ToBeHiddenAsync();
        Assert.InRange(tab.Requests.Count(request => request.Url.Contains("/image/thumbnail", StringComparison.Ordinal)), 1, 120);
        Assert.Empty(tab.Problems);
    }

    [ChromiumFact]
    public async Task A_legend_lets_the_pictures_of_a_value_stand_out()
    {
        await using var tab = await portal.OpenTabAsync(Screen.Desk);
        await ReadyAsync(tab, "/map");
        await tab.Page.SelectOptionAsync("#column", "kind");
        await tab.Page.WaitForURLAsync(url => url.Contains("column=kind", StringComparison.Ordinal));
        await tab.Page.WaitForSelectorAsync("#map[data-ready]");
        var values = tab.Page.Locator("[data-legend] button");
        await Assertions.Expect(values).ToHaveCountAsync(6);
        await Assertions.Expect(values.Last).ToContainTextAsync("Other or none");
        await values.First.ClickAsync();
        await Assertions.Expect(values.First).ToHaveAttributeAsync("aria-pressed", "true");
        await values.First.ClickAsync();
        await Assertions.Expect(values.First).ToHaveAttributeAsync("aria-pressed", "false");
        Assert.Empty(tab.Problems);
    }

    [ChromiumFact]
    public async Task The_list_of_clusters_is_the_alternative_by_keys()
    {
        await using var tab = await portal.OpenTabAsync(Screen.Desk);
        await ReadyAsync(tab, "/map");
        await tab.Page.Locator("[data-locate='3']").FocusAsync();
        await tab.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(tab.Page.Locator("[data-count]")).ToContainTextAsync("2,08");
        Assert.Equal("/collection?cluster=3", await tab.Page.Locator("[data-show]").GetAttributeAsync("href"));
        await tab.Page.Locator("#plane").FocusAsync();
        await tab.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(tab.Page.Locator("[data-selection]")).ToBeHiddenAsync();
        Assert.Empty(tab.Problems);
    }

    [ChromiumFact]
    public async Task Without_scripts_the_page_is_the_list_of_clusters()
    {
        await using var tab = await portal.OpenTabAsync(Screen.Desk, javaScript: false);
        await tab.GoAsync("/map");
        await Assertions.Expect(tab.Page.Locator("#map")).ToBeHiddenAsync();
        Assert.Equal(GeneratedMap.Clusters, await tab.Page.Locator("[data-cluster] h3 a").CountAsync());
        await tab.Page.Locator("[data-cluster] h3 a").First.ClickAsync();
        await Assertions.Expect(tab.Page.Locator("#answer .chosen")).ToContainTextAsync("Cluster 1");
    }

    [ChromiumTheory]
    [MemberData(nameof(Screen.EachOnce), MemberType = typeof(Screen))]
    public async Task The_map_breaks_no_rule(int width, int height, ColorScheme scheme)
    {
        await using var tab = await portal.OpenTabAsync(new(width, height, scheme));
        await tab.WatchPolicyAsync();
        await ReadyAsync(tab, "/map?column=kind");
        Assert.Equal(0, await tab.LayoutShiftAsync());
        Assert.Empty(await Axe.CheckAsync(tab.Page));
        Assert.Equal(0, await tab.OverflowAsync());
        await tab.Page.Locator("[data-locate='0']").ClickAsync();
        Assert.Empty(await Axe.CheckAsync(tab.Page));
        Assert.Equal(0, await tab.OverflowAsync());
        Assert.Empty(await tab.PolicyViolationsAsync());
        Assert.Empty(tab.Problems);
    }

    private static async Task ReadyAsync(Tab tab, string address)
    {
        await tab.GoAsync(address);
        await tab.Page.WaitForSelectorAsync("#map[data-ready]");
    }

    // Places are shares of the canvas; the mouse goes from one to the next.
    private static async Task DragAsync(Tab tab, params double[] places)
    {
        var (mouse, box) = (tab.Page.Mouse, (await tab.Page.Locator("#plane").BoundingBoxAsync())!);
        for (var i = 0; i < places.Length; i += 2)
        {
            await mouse.MoveAsync(box.X + (float)(box.Width * places[i]), box.Y + (float)(box.Height * places[i + 1]), new() { Steps = 8 });
            if (i == 0)
                await mouse.DownAsync();
        }
        await mouse.UpAsync();
    }

    private static async Task<string[]> RowsAsync(IPage page)
    {
        var download = await page.RunAndWaitForDownloadAsync(() => page.Locator("[data-csv]").ClickAsync());
        return Encoding.UTF8.GetString(await File.ReadAllBytesAsync(await download.PathAsync())).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
    }
}
