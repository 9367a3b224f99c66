using Microsoft.Playwright;

namespace ImageRetrieval.EndToEnd.Tests.Browser;

/// <summary>axe-core on every page of the dashboard.</summary>
[Collection(RunningSystem.Name)]
public sealed class DashboardAccessibilityTests(RunningSystem system)
{
    // What each page shows when what it is about has come: an empty page breaks few rules.
    private static readonly (string Page, string Content)[] s_pages =
    [
        ("resources", ".command"), ("console", "main.page-console h1"), ("logs", "main.page-logs h1"),
        ("traces", "main.page-traces h1"), ("metrics", "main.page-metrics h1"), ("search", ".tile .big"),
    ];

    [ChromiumTheory]
    [MemberData(nameof(Screen.All), MemberType = typeof(Screen))]
    public async Task No_page_of_the_dashboard_breaks_a_rule(int width, int height, ColorScheme scheme)
    {
        var login = await system.AppHost.DashboardLoginAsync();
        await using var tab = await (await system.ChromiumAsync()).OpenTabAsync(new Uri(login, "/"), new(width, height, scheme));
        await tab.GoAsync(login.PathAndQuery);
        // The way in leads through a redirect: what is evaluated before its end is lost.
        await tab.Page.Locator(".command").First.WaitForAsync();
        var broken = new List<string>();
        foreach (var (page, content) in s_pages)
        {
            await tab.Page.EvaluateAsync("page => location.hash = '#/' + page", page);
            await tab.Page.Locator($"main.page-{page} h1").First.WaitForAsync();
            await tab.Page.Locator(content).First.WaitForAsync();
            broken.AddRange((await Axe.CheckAsync(tab.Page)).Select(rule => $"{page}: {rule}"));
        }
        Assert.True(broken.Count == 0, string.Join('\n', broken));
    }
}
