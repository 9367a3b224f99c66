using Microsoft.Playwright;

namespace ImageRetrieval.EndToEnd.Tests.Browser;

/// <summary>The Api's pages show its operations and ask no host but the Api.</summary>
[Collection(RunningSystem.Name)]
public sealed class DocsPageTests(RunningSystem system)
{
    // What each page shows once it has read the description: an operation of the Api.
    private static readonly (string Page, string Operation)[] s_pages =
    [
        ("/docs", "#operations-search-search"),
        ("/redoc", "a:has-text('/v1/search/batch')"),
    ];

    [ChromiumFact]
    public async Task The_pages_show_the_operations_and_ask_no_other_host()
    {
        await using var api = await ApiAlone.StartAsync();
        await using var chromium = await Chromium.LaunchAsync();
        foreach (var screen in (Screen[])[Screen.Desk, Screen.Phone])
        {
            foreach (var (page, operation) in s_pages)
            {
                await using var tab = await chromium.OpenTabAsync(api.Address, screen);
                await tab.WatchPolicyAsync();
                await tab.GoAsync(page);
                await tab.Page.Locator(operation).First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
                await tab.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
                await KeepPictureAsync(tab, page, screen);

                // The page to read is drawn by ReDoc with colours of its own; the page to work with has none of its faults that matter.
                if (page == "/docs")
                    Assert.Equal([], (await Axe.CheckAsync(tab.Page, "critical", "serious")).Select(rule => $"{page} at {screen.Width}: {rule}"));
                Assert.Equal([], (await tab.PolicyViolationsAsync()).Concat(tab.Problems).Select(problem => $"{page} at {screen.Width}: {problem}"));
                Assert.Contains(tab.Requests, request => request.Url.EndsWith("/openapi/v1.json", StringComparison.Ordinal));
                Assert.All(tab.Requests, request => Assert.True(request.Url.StartsWith("data:", StringComparison.Ordinal) || request.Url.StartsWith("blob:", StringComparison.Ordinal) || new Uri(request.Url).Authority == api.Address.Authority, request.Url));
            }
        }
    }

    [ChromiumFact]
    public async Task An_opened_operation_is_accessible_and_its_example_can_be_sent()
    {
        await using var chromium = await Chromium.LaunchAsync();
        await using var tab = await chromium.OpenTabAsync(system.Api, Screen.Desk);
        await tab.WatchPolicyAsync();
        await tab.GoAsync("/docs");
        foreach (var operation in (string[])["search-search", "images-getImage", "images-findSimilar"])
        {
            var block = tab.Page.Locator($"#operations-{operation}");
            await block.Locator(".opblock-summary-control").ClickAsync();
            await block.Locator(".btn.execute").ClickAsync();
            await Assertions.Expect(block.Locator(".live-responses-table .response .response-col_status").First).ToContainTextAsync("200");
        }
        Assert.Contains("#/images/findSimilar", tab.Page.Url, StringComparison.Ordinal);
        Assert.Empty(await Axe.CheckAsync(tab.Page, "critical", "serious"));
        Assert.Empty((await tab.PolicyViolationsAsync()).Concat(tab.Problems));
    }

    private static Task KeepPictureAsync(Tab tab, string page, Screen screen) => Environment.GetEnvironmentVariable("IMAGERETRIEVAL_SCREENSHOTS") is { Length: > 0 } folder
        ? tab.Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{page[1..]}-{screen.Width}.png") })
        : Task.CompletedTask;
}
