using Microsoft.Playwright;

namespace ImageRetrieval.EndToEnd.Tests.Browser;

/// <summary>What the first page may cost, and what no page ever does.</summary>
[Collection(RunningSystem.Name)]
public sealed class BudgetTests(RunningSystem system)
{
    private const int MostBytes = 100_000;
    private const int MostRequests = 30;

    [ChromiumTheory]
    [MemberData(nameof(Screen.EachOnce), MemberType = typeof(Screen))]
    public async Task The_first_page_is_small_contacts_no_other_host_and_never_shifts(int width, int height, ColorScheme scheme)
    {
        await using var tab = await system.OpenTabAsync(new(width, height, scheme));
        await tab.WatchPolicyAsync();
        await tab.GoAsync();
        await tab.PictureWidthsAsync("#answer img");
        await tab.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);

        var sizes = await Task.WhenAll(tab.Requests.Where(request => request.ResourceType != "image").Select(async request =>
        {
            var size = await request.SizesAsync();
            return (request.Url, Bytes: size.ResponseBodySize + size.ResponseHeadersSize);
        }));
        Assert.True(sizes.Sum(size => size.Bytes) < MostBytes, string.Join('\n', sizes.Select(size => $"{size.Bytes} {size.Url}")));
        Assert.InRange(sizes.Length, 5, MostRequests);
        Assert.Equal(0, await tab.LayoutShiftAsync());
        Assert.Empty(await tab.PolicyViolationsAsync());
        Assert.Empty(tab.Problems);
    }

    [ChromiumFact]
    public async Task A_search_never_shifts_the_layout_and_the_second_visit_requests_nothing_that_is_cached()
    {
        await using var tab = await system.OpenTabAsync(Screen.Desk);
        await tab.WatchPolicyAsync();
        await tab.GoAsync("/?q=id:1001");
        await tab.PictureWidthsAsync("#answer li:nth-child(-n+12) img, .part img");
        Assert.Equal(0, await tab.LayoutShiftAsync());

        await tab.GoAsync("/?q=id:1001");
        await tab.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        var fetched = await tab.Page.EvaluateAsync<string[]>("() => performance.getEntriesByType('resource').filter(e => e.transferSize > 0 && /\\/a\\/|thumbnail/.test(e.name)).map(e => e.name)");
        Assert.Empty(fetched);
        Assert.Empty(await tab.PolicyViolationsAsync());
        Assert.Empty(tab.Problems);
    }

    [ChromiumFact]
    public async Task A_query_picture_that_comes_late_moves_nothing()
    {
        await using var tab = await system.OpenTabAsync(Screen.Desk);
        var mayCome = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await tab.Page.RouteAsync("**/*thumb*", async route =>
        {
            await mayCome.Task;
            await route.ContinueAsync();
        });
        await tab.Page.GotoAsync("/?q=id:1001", new() { WaitUntil = WaitUntilState.DOMContentLoaded });
        await tab.Page.Locator(".part .crop").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await tab.Page.EvaluateAsync("() => new Promise(painted => requestAnimationFrame(() => requestAnimationFrame(painted)))");
        mayCome.SetResult();

        await tab.PictureWidthsAsync(".part img");
        Assert.Equal(0, await tab.LayoutShiftAsync());
        await tab.OpenBoxAsync();
        await tab.Page.Locator(".part .crop-frame").WaitForAsync();
        Assert.Equal(0, await tab.LayoutShiftAsync());
    }

    [ChromiumFact]
    public async Task Reduced_motion_moves_nothing()
    {
        await using var tab = await system.OpenTabAsync(Screen.Desk);
        await tab.Page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.Reduce });
        await tab.GoAsync("/?q=id:1001");
        Assert.Equal(["0s"], await tab.Page.EvaluateAsync<string[]>("() => [...new Set([...document.querySelectorAll('*')].flatMap(e => [getComputedStyle(e).transitionDuration, getComputedStyle(e).animationDuration]))]"));
    }

    [ChromiumFact]
    public async Task From_right_to_left_nothing_overflows()
    {
        foreach (var screen in (Screen[])[Screen.Desk, Screen.Phone with { Width = 360 }])
        {
            await using var tab = await system.OpenTabAsync(screen);
            foreach (var address in (string[])["/", "/?q=id:1001&q=-0.5*id:1002&f=kind:fish", "/collection", "/duplicates", "/failures", "/batch", "/models", "/ingest"])
            {
                await tab.GoAsync(address);
                Assert.Equal(0, await tab.OverflowAsync());
                await tab.Page.EvaluateAsync("() => { document.documentElement.dir = 'rtl'; }");
                Assert.Equal(0, await tab.OverflowAsync());
            }
        }
    }
}
