using Microsoft.Playwright;

namespace ImageRetrieval.EndToEnd.Tests.Browser;

/// <summary>The Api's pages show its operations and ask no host but the Api.</summary>
public sealed class DocsPageTests
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

                Assert.Equal([], (await Axe.CheckAsync(tab.Page, "critical", "serious")).Select(rule => $"{page} at {screen.Width}: {rule}"));
                Assert.Equal([], (await tab.PolicyViolationsAsync()).Concat(tab.Problems).Select(problem => $"{page} at {screen.Width}: {problem}"));
                Assert.Contains(tab.Requests, request => request.Url.EndsWith("/openapi/v1.json", StringComparison.Ordinal));
                Assert.All(tab.Requests, request => Assert.True(request.Url.StartsWith("data:", StringComparison.Ordinal) || request.Url.StartsWith("blob:", StringComparison.Ordinal) || new Uri(request.Url).Authority == api.Address.Authority, request.Url));
            }
        }
    }

    private static Task KeepPictureAsync(Tab tab, string page, Screen screen) => Environment.GetEnvironmentVariable("IMAGERETRIEVAL_SCREENSHOTS") is { Length: > 0 } folder
        ? tab.Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{page[1..]}-{screen.Width}.png") })
        : Task.CompletedTask;
}
