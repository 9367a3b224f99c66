using Microsoft.Playwright;

namespace ImageRetrieval.EndToEnd.Tests.Browser;

/// <summary>Searches are remembered in the browser: the latest ones automatically, others by name.</summary>
[Collection(RunningSystem.Name)]
public sealed class StoredSearchTests(RunningSystem system)
{
    private const string Remembered = "count => JSON.parse(localStorage.getItem('searches')).recent?.length === count";

    [ChromiumFact]
    public async Task Recent_searches_are_listed_opened_deleted_and_cleared()
    {
        await using var tab = await system.OpenTabAsync(Screen.Desk);
        await tab.GoAsync("/?q=id:1001");
        await RememberedAsync(tab, 1);
        // The same picture with other settings is the same search.
        await tab.AnsweredAsync(() => tab.Page.Locator("#count").SelectOptionAsync("12"));
        await tab.Page.WaitForFunctionAsync("() => JSON.parse(localStorage.getItem('searches')).recent[0].address.endsWith('n=12')");
        await tab.GoAsync("/?q=id:1002");
        await RememberedAsync(tab, 2);

        await tab.GoAsync();
        await OpenAsync(tab);
        var recent = tab.Page.Locator("#searches [data-list=recent] li");
        await Assertions.Expect(recent).ToHaveCountAsync(2);
        Assert.DoesNotContain(0, await tab.PictureWidthsAsync("#searches img"));
        Assert.Empty(await Axe.CheckAsync(tab.Page));
        await tab.AnsweredAsync(() => recent.Nth(1).Locator("a").ClickAsync());
        await Assertions.Expect(tab.Page.Locator("#searches")).ToBeHiddenAsync();
        Assert.EndsWith("/?q=id:1001&n=12", tab.Page.Url, StringComparison.Ordinal);
        Assert.Equal(12, (await tab.IdsAsync()).Length);

        await OpenAsync(tab);
        await recent.First.GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(recent).ToHaveCountAsync(1);
        await tab.Page.Locator("[data-clear]").ClickAsync();
        await Assertions.Expect(recent).ToHaveCountAsync(0);
        await Assertions.Expect(tab.Page.Locator("[data-empty=recent]")).ToBeVisibleAsync();
        Assert.Empty(tab.Problems);
    }

    [ChromiumFact]
    public async Task A_search_is_saved_under_a_name_and_nothing_of_it_is_sent()
    {
        await using var tab = await system.OpenTabAsync(Screen.Phone);
        await tab.GoAsync("/?q=id:1001&f=kind:fish");
        await RememberedAsync(tab, 1);
        var before = tab.Requests.Count;
        await tab.Page.Locator("[data-save-search]").ClickAsync();
        await tab.Page.FillAsync("#search-name", "Fish <like> a daisy");
        await tab.Page.Keyboard.PressAsync("Enter");
        var saved = tab.Page.Locator("#searches [data-list=saved] li");
        await Assertions.Expect(saved).ToContainTextAsync("Fish <like> a daisy");
        await Assertions.Expect(saved).ToContainTextAsync("kind:fish");
        Assert.All(tab.Requests.Skip(before), request => Assert.True(request.Method == "GET" && request.ResourceType is "image" or "script", request.Url));
        await FirstScreen.FitsAsync(tab);

        await tab.GoAsync();
        await OpenAsync(tab);
        await tab.AnsweredAsync(() => saved.Locator("a").ClickAsync());
        Assert.Contains("f=kind:fish", tab.Page.Url, StringComparison.Ordinal);
        await OpenAsync(tab);
        await saved.GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(saved).ToHaveCountAsync(0);
        Assert.Empty(tab.Problems);
    }

    [ChromiumFact]
    public async Task The_lists_are_bounded_and_damaged_storage_is_an_empty_list()
    {
        await using var tab = await system.OpenTabAsync(Screen.Desk);
        await tab.GoAsync();
        await tab.Page.EvaluateAsync("""
            () => {
              const many = Array.from({ length: 50 }, (_, i) => ({ address: `/?q=id:x${i}`, title: `search ${i}`, details: '', time: 0, picture: '!' }));
              localStorage.setItem('searches', JSON.stringify({ saved: many, recent: many }));
            }
            """);
        await tab.GoAsync("/?q=id:1001");
        await tab.Page.WaitForFunctionAsync("() => JSON.parse(localStorage.getItem('searches')).recent[0].address === '/?q=id:1001'");
        Assert.Equal(50, await tab.Page.EvaluateAsync<int>("() => JSON.parse(localStorage.getItem('searches')).recent.length"));
        await tab.Page.Locator("[data-save-search]").ClickAsync();
        await tab.Page.Locator("#save-search button").ClickAsync();
        await Assertions.Expect(tab.Page.Locator("#searches [data-note]")).ToContainTextAsync("Delete one to save another");
        await Assertions.Expect(tab.Page.Locator("#searches [data-list=saved] li")).ToHaveCountAsync(50);

        foreach (var damaged in (string[])["{", "null", "7", """{"saved":[null,{"address":"javascript:alert(1)","title":"x"}],"recent":7}"""])
        {
            await tab.Page.EvaluateAsync("text => localStorage.setItem('searches', text)", damaged);
            await tab.GoAsync();
            await OpenAsync(tab);
            await Assertions.Expect(tab.Page.Locator("#searches li")).ToHaveCountAsync(0);
        }
        Assert.Empty(tab.Problems);
    }

    [ChromiumFact]
    public async Task A_search_by_an_upload_that_the_site_no_longer_has_says_so()
    {
        await using var tab = await system.OpenTabAsync(Screen.Desk);
        await tab.GoAsync();
        await tab.Page.EvaluateAsync("""() => localStorage.setItem('searches', JSON.stringify({ recent: [{ address: '/?q=up:AAAAAAAAAAAAAAAAAAAAAA', title: 'my picture', details: '', time: 0 }] }))""");
        await OpenAsync(tab);
        await Assertions.Expect(tab.Page.Locator("#searches li")).ToContainTextAsync("uploaded picture, available for a limited time");
        await tab.Page.Locator("#searches li a").ClickAsync();
        await Assertions.Expect(tab.Page.Locator("#answer .problem")).ToContainTextAsync("The picture of this link has expired");
    }

    [ChromiumFact]
    public async Task Where_the_browser_allows_no_storage_nothing_is_offered_and_nothing_fails()
    {
        await using var tab = await system.OpenTabAsync(Screen.Desk);
        await tab.Page.AddInitScriptAsync("Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('denied', 'SecurityError'); } });");
        await tab.GoAsync("/?q=id:1001");
        await tab.AnsweredAsync(() => tab.Page.Locator("#count").SelectOptionAsync("12"));
        await Assertions.Expect(tab.Page.Locator("[data-searches]")).ToBeHiddenAsync();
        await Assertions.Expect(tab.Page.Locator("[data-save-search]")).ToBeHiddenAsync();
        Assert.Empty(tab.Problems);
    }

    private static async Task RememberedAsync(Tab tab, int count) => await tab.Page.WaitForFunctionAsync(Remembered, count);

    private static async Task OpenAsync(Tab tab)
    {
        await tab.Page.Locator("[data-searches]:visible").First.ClickAsync();
        await Assertions.Expect(tab.Page.Locator("#searches")).ToBeVisibleAsync();
    }
}
