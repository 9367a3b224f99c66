using System.IO.Compression;
using System.Text.Json;
using Microsoft.Playwright;

namespace ImageRetrieval.EndToEnd.Tests.Browser;

/// <summary>What can be done with results: look, compare, copy, select, export; and how many there may be.</summary>
[Collection(RunningSystem.Name)]
public sealed class ResultTests(RunningSystem system)
{
    [ChromiumFact]
    public async Task The_lightbox_steps_by_arrows_compares_and_closes_to_where_it_was()
    {
        await using var tab = await system.OpenTabAsync(Screen.Desk);
        await tab.GoAsync("/?q=id:1001");
        var ids = await tab.IdsAsync();
        await tab.Hits.Nth(1).Locator(".picture").ClickAsync();
        var light = tab.Page.Locator("#lightbox");
        await Assertions.Expect(light.Locator("[data-position]")).ToHaveTextAsync("2 of 24");
        await tab.Page.Keyboard.PressAsync("ArrowRight");
        await Assertions.Expect(light.Locator(".facts")).ToContainTextAsync(ids[2]);
        Assert.DoesNotContain(0, await tab.PictureWidthsAsync("#lightbox .shown img"));
        await tab.Page.Keyboard.PressAsync("c");
        await Assertions.Expect(light.Locator(".compared")).ToBeVisibleAsync();
        Assert.DoesNotContain(0, await tab.PictureWidthsAsync("#lightbox .compared img"));
        Assert.Equal(ids[2], await light.Locator("[data-act=download]").GetAttributeAsync("download"));
        await tab.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(light).ToBeHiddenAsync();
        await Assertions.Expect(tab.Hits.Nth(2).Locator(".picture")).ToBeFocusedAsync();
        Assert.Empty(tab.Problems);
    }

    [ChromiumFact]
    public async Task A_link_is_copied()
    {
        await using var tab = await system.OpenTabAsync(Screen.Desk);
        await tab.Page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await tab.GoAsync("/?q=id:1001&n=12");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Copy link" }).First.ClickAsync();
        await Assertions.Expect(tab.Page.Locator("#announce")).ToHaveTextAsync("Link copied.");
        Assert.Equal(tab.Page.Url, await tab.Page.EvaluateAsync<string>("() => navigator.clipboard.readText()"));
    }

    [ChromiumFact]
    public async Task Selected_pictures_are_exported_as_json_csv_and_zip()
    {
        await using var tab = await system.OpenTabAsync(Screen.Desk);
        await tab.GoAsync("/?q=id:1001");
        var ids = await tab.IdsAsync();
        await tab.Hits.Nth(0).Locator(".pick input").CheckAsync();
        await tab.Hits.Nth(3).Locator(".pick input").CheckAsync();
        await Assertions.Expect(tab.Page.Locator("[data-selected]")).ToHaveTextAsync("2 selected");

        using var json = JsonDocument.Parse(await tab.DownloadAsync("JSON"));
        Assert.Equal([ids[0], ids[3]], json.RootElement.EnumerateArray().Select(row => row.GetProperty("id").GetString()!));
        Assert.All(json.RootElement.EnumerateArray(), row => Assert.Equal(JsonValueKind.Number, row.GetProperty("score").ValueKind));
        Assert.StartsWith("id,score,closerThan,likeness,name", System.Text.Encoding.UTF8.GetString(await tab.DownloadAsync("CSV")), StringComparison.Ordinal);

        await tab.Page.GetByText("Select all").ClickAsync();
        await Assertions.Expect(tab.Page.Locator("[data-selected]")).ToHaveTextAsync("24 selected");
        using var archive = new ZipArchive(new MemoryStream(await tab.DownloadAsync("ZIP")));
        Assert.Equal(24 + 2, archive.Entries.Count);
        Assert.Empty(tab.Problems);
    }

    [ChromiumFact]
    public async Task Beyond_200_pictures_only_those_near_the_viewport_are_in_the_page()
    {
        await using var tab = await system.OpenTabAsync(Screen.Desk);
        // The collection of the tests is small: the wall is made long from it.
        await tab.Page.RouteAsync("**/?q=id:1001&n=500", async route =>
        {
            var response = await route.FetchAsync();
            var html = await response.TextAsync();
            var (from, to) = (html.IndexOf("<li class=\"tile", StringComparison.Ordinal), html.IndexOf("</ol>", StringComparison.Ordinal));
            var tiles = html[from..to];
            await route.FulfillAsync(new() { Response = response, Body = html[..from] + string.Concat(Enumerable.Repeat(tiles, 10)) + html[to..] });
        });
        await tab.GoAsync("/?q=id:1001&n=500");
        await tab.Page.Locator("ol.wall.virtual").WaitForAsync();
        var all = (RunningSystem.PictureCount - 1) * 10;
        Assert.Equal($"{all}", await tab.Hits.First.GetAttributeAsync("aria-setsize"));
        Assert.InRange(await tab.Hits.CountAsync(), 10, 120);
        await tab.Page.EvaluateAsync("() => { const b = document.querySelector('ol.wall').getBoundingClientRect(); scrollTo(0, b.bottom + scrollY - innerHeight); }");
        await Assertions.Expect(tab.Page.Locator($"#answer li[aria-posinset='{all}']")).ToBeVisibleAsync();
        await Assertions.Expect(tab.Page.Locator("#answer li[aria-posinset='1']")).ToHaveCountAsync(0);
        Assert.InRange(await tab.Hits.CountAsync(), 10, 120);
        Assert.Equal(0, await tab.OverflowAsync());
        Assert.Empty(await Axe.CheckAsync(tab.Page));
    }
}
