using Microsoft.Playwright;

namespace ImageRetrieval.EndToEnd.Tests.Browser;

/// <summary>The lightbox is part of the history, and its pictures can be zoomed together.</summary>
[Collection(RunningSystem.Name)]
public sealed class LightboxTests(RunningSystem system)
{
    private const string Query = "/?q=id:1001&n=12";

    // The magnification of a picture, and the part of it in the middle of its frame.
    private const string Scale = "s => new DOMMatrix(getComputedStyle(document.querySelector(`#lightbox ${s} img`)).transform).a";

    [ChromiumFact]
    public async Task Back_closes_it_forward_opens_it_and_stepping_adds_no_entries()
    {
        await using var tab = await system.OpenTabAsync(Screen.Desk);
        await tab.GoAsync(Query);
        var ids = await tab.IdsAsync();
        var light = tab.Page.Locator("#lightbox");
        await tab.Hits.Nth(1).Locator(".picture").ClickAsync();
        Assert.EndsWith($"{Query}&shown={ids[1]}", tab.Page.Url, StringComparison.Ordinal);
        await tab.Page.Keyboard.PressAsync("ArrowRight");
        await tab.Page.Keyboard.PressAsync("ArrowRight");
        Assert.EndsWith($"&shown={ids[3]}", tab.Page.Url, StringComparison.Ordinal);

        await tab.Page.GoBackAsync();
        await Assertions.Expect(light).ToBeHiddenAsync();
        await Assertions.Expect(tab.Hits.Nth(3).Locator(".picture")).ToBeFocusedAsync();
        await Assertions.Expect(tab.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("n=12$"));
        await tab.Page.GoForwardAsync();
        await Assertions.Expect(light.Locator("[data-position]")).ToHaveTextAsync("4 of 12");

        // Escape goes back to the entry without it: the entry before that one is the page from which the search was opened.
        await tab.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(tab.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("n=12$"));
        await Assertions.Expect(tab.Hits.Nth(3).Locator(".picture")).ToBeFocusedAsync();
        // Opening and closing it never searches again.
        Assert.Single(tab.Requests, request => request.Url.Contains("q=id:1001", StringComparison.Ordinal));
        Assert.Empty(tab.Problems);
    }

    [ChromiumFact]
    public async Task A_link_opens_it_and_it_stays_open_when_the_page_is_loaded_again()
    {
        await using var tab = await system.OpenTabAsync(Screen.Phone);
        await tab.GoAsync(Query);
        var ids = await tab.IdsAsync();
        var position = tab.Page.Locator("#lightbox [data-position]");
        await tab.GoAsync($"{Query}&shown={ids[4]}");
        await Assertions.Expect(position).ToHaveTextAsync("5 of 12");
        await tab.Page.ReloadAsync();
        await Assertions.Expect(position).ToHaveTextAsync("5 of 12");
        await tab.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(tab.Page.Locator("#lightbox")).ToBeHiddenAsync();
        await Assertions.Expect(tab.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("n=12$"));
        await Assertions.Expect(tab.Hits.Nth(4).Locator(".picture")).ToBeFocusedAsync();

        // Opened by a click and loaded again, Back still closes it.
        await tab.Hits.Nth(2).Locator(".picture").ClickAsync();
        await tab.Page.ReloadAsync();
        await Assertions.Expect(position).ToHaveTextAsync("3 of 12");
        await tab.Page.GoBackAsync();
        await Assertions.Expect(tab.Page.Locator("#lightbox")).ToBeHiddenAsync();

        // A picture that is no longer among the results.
        await tab.GoAsync($"{Query}&shown=nothing");
        await Assertions.Expect(tab.Hits).ToHaveCountAsync(12);
        Assert.EndsWith(Query, tab.Page.Url, StringComparison.Ordinal);
        await tab.GoAsync("/collection?shown=" + await FirstOfCollectionAsync(tab));
        await Assertions.Expect(tab.Page.Locator("#lightbox")).ToBeVisibleAsync();
        Assert.Empty(tab.Problems);
    }

    [ChromiumFact]
    public async Task A_search_from_it_is_one_step_and_back_shows_the_picture_again()
    {
        await using var tab = await system.OpenTabAsync(Screen.Desk);
        await tab.GoAsync(Query);
        var ids = await tab.IdsAsync();
        await tab.Hits.First.Locator(".picture").ClickAsync();
        await tab.AnsweredAsync(() => tab.Page.Locator("#lightbox [data-act=more]").ClickAsync());
        await Assertions.Expect(tab.Page.Locator("#lightbox")).ToBeHiddenAsync();
        Assert.EndsWith($"/?q=id:{ids[0]}&n=12", tab.Page.Url, StringComparison.Ordinal);
        await tab.AnsweredAsync(() => tab.Page.GoBackAsync());
        await Assertions.Expect(tab.Page.Locator("#lightbox [data-position]")).ToHaveTextAsync("1 of 12");
        Assert.EndsWith($"{Query}&shown={ids[0]}", tab.Page.Url, StringComparison.Ordinal);
        Assert.Empty(tab.Problems);
    }

    [ChromiumFact]
    public async Task Wheel_keys_and_buttons_zoom_both_pictures_and_the_switch_separates_them()
    {
        await using var tab = await system.OpenTabAsync(Screen.Desk);
        await tab.GoAsync(Query);
        await tab.Hits.First.Locator(".picture").ClickAsync();
        await tab.Page.Keyboard.PressAsync("c");
        await tab.PictureWidthsAsync("#lightbox img");
        await Assertions.Expect(tab.Page.Locator("[data-scale]")).Not.ToBeEmptyAsync();
        Assert.EndsWith("/original", await tab.Page.Locator("#lightbox .compared img").EvaluateAsync<string>("i => i.src"), StringComparison.Ordinal);
        // The result is not larger than the frame, nor than twice its pixels.
        Assert.True(await tab.Page.EvaluateAsync<bool>("() => [...document.querySelectorAll('#lightbox img')].every(i => i.clientWidth <= 2 * i.naturalWidth && i.clientHeight <= 2 * i.naturalHeight)"));

        await tab.Page.Locator("#lightbox .shown .frame").HoverAsync();
        await tab.Page.Mouse.WheelAsync(0, -400);
        await BothAsync(tab, (query, result) => query > 2 && Math.Abs(query - result) < .01);
        await tab.Page.Keyboard.PressAsync("0");
        await BothAsync(tab, (query, result) => query == 1 && result == 1);
        await tab.Page.Keyboard.PressAsync("+");
        await BothAsync(tab, (query, result) => Math.Abs(query - 1.5) < .01 && Math.Abs(result - 1.5) < .01);

        // Enlarged, the arrow keys move the part that is shown and do not step.
        var before = await TransformAsync(tab);
        await tab.Page.Keyboard.PressAsync("ArrowRight");
        await Assertions.Expect(tab.Page.Locator("[data-position]")).ToHaveTextAsync("1 of 12");
        await tab.Page.WaitForFunctionAsync("before => document.querySelector('#lightbox .shown img').style.transform !== before", before);

        await tab.Page.Locator("[data-together]").UncheckAsync();
        await tab.Page.Locator("[data-zoom=in]").ClickAsync();
        await BothAsync(tab, (query, result) => Math.Abs(query - 1.5) < .01 && Math.Abs(result - 2.25) < .01);
        await tab.Page.Locator("[data-together]").CheckAsync();
        await BothAsync(tab, (query, result) => Math.Abs(query - 2.25) < .01 && Math.Abs(result - 2.25) < .01);
        await tab.Page.Locator("[data-zoom=fit]").ClickAsync();
        await Assertions.Expect(tab.Page.Locator("[data-zoom=out]")).ToBeDisabledAsync();

        // Twice on the same point: enlarged there, and whole again.
        await tab.Page.Locator("#lightbox .shown .frame").DblClickAsync();
        await BothAsync(tab, (query, result) => Math.Abs(query - 2.5) < .01 && Math.Abs(result - 2.5) < .01);
        await tab.Page.Locator("#lightbox .shown .frame").DblClickAsync();
        await BothAsync(tab, (query, result) => query == 1 && result == 1);
        Assert.Empty(await Axe.CheckAsync(tab.Page));
        Assert.Empty(tab.Problems);
    }

    [ChromiumFact]
    public async Task Fingers_swipe_pinch_and_drag()
    {
        await using var tab = await system.OpenTabAsync(Screen.Phone);
        await tab.GoAsync(Query);
        await tab.Hits.First.Locator(".picture").ClickAsync();
        var position = tab.Page.Locator("#lightbox [data-position]");
        await Assertions.Expect(position).ToHaveTextAsync("1 of 12");
        await Assertions.Expect(tab.Page.Locator("[data-scale]")).Not.ToBeEmptyAsync();
        var touch = await TouchScreen.OnAsync(tab.Page);
        var box = (await tab.Page.Locator("#lightbox .shown .frame").BoundingBoxAsync())!;
        var (x, y) = (box.X + (box.Width / 2), box.Y + (box.Height / 2));

        await touch.MoveAsync([(x + 80, y)], [(x - 80, y + 5)]);
        await Assertions.Expect(position).ToHaveTextAsync("2 of 12");
        await touch.MoveAsync([(x - 80, y)], [(x + 80, y)]);
        await Assertions.Expect(position).ToHaveTextAsync("1 of 12");
        // Neither a short nor a steep movement is a swipe.
        await touch.MoveAsync([(x, y)], [(x - 20, y)]);
        await touch.MoveAsync([(x, y - 90)], [(x - 60, y + 90)]);
        await Assertions.Expect(position).ToHaveTextAsync("1 of 12");

        await tab.PictureWidthsAsync("#lightbox .shown img");
        await touch.MoveAsync([(x - 30, y), (x + 30, y)], [(x - 90, y), (x + 90, y)]);
        Assert.InRange(await tab.Page.EvaluateAsync<double>(Scale, ".shown"), 2.8, 3.2);
        var before = await TransformAsync(tab);
        await touch.MoveAsync([(x + 60, y)], [(x - 60, y)]);
        Assert.NotEqual(before, await TransformAsync(tab));
        await Assertions.Expect(position).ToHaveTextAsync("1 of 12");
        await touch.MoveAsync([(x - 120, y), (x + 120, y)], [(x - 20, y), (x + 20, y)]);
        Assert.Equal(1, await tab.Page.EvaluateAsync<double>(Scale, ".shown"));
        Assert.Empty(await Axe.CheckAsync(tab.Page));
        Assert.Empty(tab.Problems);
    }

    private static Task<string> TransformAsync(Tab tab) => tab.Page.EvaluateAsync<string>("() => document.querySelector('#lightbox .shown img').style.transform");

    private static async Task BothAsync(Tab tab, Func<double, double, bool> holds) => await Eventually.TrueAsync(
        async () => holds(await tab.Page.EvaluateAsync<double>(Scale, ".compared"), await tab.Page.EvaluateAsync<double>(Scale, ".shown")),
        TimeSpan.FromSeconds(20), () => "the pictures are not zoomed as expected");

    private static async Task<string> FirstOfCollectionAsync(Tab tab)
    {
        await tab.GoAsync("/collection");
        return (await tab.IdsAsync())[0];
    }
}
