namespace ImageRetrieval.EndToEnd.Tests.Browser;

/// <summary>The dashboard of the running system, in a browser.</summary>
[Collection(RunningSystem.Name)]
public sealed class DashboardTests(RunningSystem system)
{
    private static readonly string[] s_pages = ["resources", "console", "logs", "traces", "metrics", "search"];

    [ChromiumFact]
    public async Task One_search_in_the_portal_is_one_trace_from_the_page_to_the_index()
    {
        await using var portal = await system.OpenTabAsync(Screen.Desk);
        await portal.GoAsync();
        await portal.SearchAsync(Samples.PathOf("fish/fish-001.jpg"));
        // The answer itself says which trace is its own.
        var link = await portal.Page.Locator(".about a[target=_blank]").GetAttributeAsync("href");

        await using var tab = await OpenAsync(Screen.Desk);
        await tab.Page.EvaluateAsync("() => location.hash = '#/search'");
        await tab.Page.Locator(".slow a.name").First.WaitForAsync();
        await tab.Page.EvaluateAsync("() => location.hash = '#/traces'");
        await tab.Page.Locator($".traces a.name[href='{new Uri(link!).Fragment}']").ClickAsync();
        var waterfall = tab.Page.Locator(".waterfall");
        foreach (var span in (string[])["POST /v1/search", "decode", "inference", "search"])
            await Microsoft.Playwright.Assertions.Expect(waterfall.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = span, Exact = true }).First).ToBeVisibleAsync();
        await Microsoft.Playwright.Assertions.Expect(tab.Page.Locator(".tracehead .chip")).ToHaveTextAsync(["portal", "api"]);
        Assert.Empty(tab.Problems);
    }

    [ChromiumFact]
    public async Task Every_page_opens_by_its_key_without_a_problem_and_fits_a_phone()
    {
        await using var desk = await OpenAsync(Screen.Desk);
        for (var page = 0; page < s_pages.Length; page++)
        {
            await desk.Page.Keyboard.PressAsync($"{page + 1}");
            await desk.Page.Locator($"main.page-{s_pages[page]} h1").First.WaitForAsync();
        }

        await desk.Page.Keyboard.PressAsync("t");
        Assert.Equal("dark", await desk.Page.EvaluateAsync<string>("() => document.documentElement.dataset.theme"));
        Assert.Empty(desk.Problems);

        await using var phone = await OpenAsync(Screen.PhoneAtNight);
        foreach (var page in s_pages)
        {
            await phone.Page.EvaluateAsync("page => location.hash = '#/' + page", page);
            await phone.Page.Locator($"main.page-{page} h1").First.WaitForAsync();
            Assert.Equal(0, await phone.OverflowAsync());
        }

        Assert.Empty(phone.Problems);
    }

    [ChromiumFact]
    public async Task A_page_that_is_being_left_does_not_bring_its_reader_back()
    {
        await using var tab = await OpenAsync(Screen.Desk);
        await tab.Page.EvaluateAsync("() => location.hash = '#/metrics'");
        var time = tab.Page.Locator("select[title=Time]");
        await time.WaitForAsync();

        // The address changes at once, the page at the browser's next step: what the old page writes into the address between the two must not count.
        await time.EvaluateAsync("time => { location.hash = '#/search'; time.value = '5'; time.dispatchEvent(new Event('change')); }");

        await tab.Page.Locator("main.page-search h1").WaitForAsync();
        Assert.EndsWith("#/search", tab.Page.Url, StringComparison.Ordinal);
        Assert.Empty(tab.Problems);
    }

    [ChromiumFact]
    public async Task A_resource_tells_how_it_was_started_without_its_secrets()
    {
        await using var tab = await OpenAsync(Screen.Desk);
        await tab.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "portal", Exact = true }).ClickAsync();
        var dialog = tab.Page.Locator("dialog[open]");
        await dialog.GetByText("services__api__http__0").WaitForAsync();
        Assert.Contains("OTEL_EXPORTER_OTLP_HEADERS", await dialog.InnerTextAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("x-otlp-api-key", await dialog.InnerTextAsync(), StringComparison.Ordinal);
        Assert.Empty(tab.Problems);
    }

    private async Task<Tab> OpenAsync(Screen screen)
    {
        var login = await system.AppHost.DashboardLoginAsync();
        var tab = await (await system.ChromiumAsync()).OpenTabAsync(new Uri(login, "/"), screen);
        await tab.GoAsync(login.PathAndQuery);
        await tab.Page.Locator(".command").First.WaitForAsync();
        return tab;
    }
}
