using Microsoft.Playwright;

namespace ImageRetrieval.EndToEnd.Tests.Browser;

/// <summary>The search as people see it, on a desk and on a phone, by day and by night.</summary>
[Collection(RunningSystem.Name)]
public sealed class PortalSearchTests(RunningSystem system)
{
    private const string Query = "butterfly/butterfly-001.jpg";
    private const string QueryId = "1008";

    [ChromiumTheory]
    [MemberData(nameof(Screen.EachOnce), MemberType = typeof(Screen))]
    public async Task The_start_page_shows_pictures_of_the_collection(int width, int height, ColorScheme scheme)
    {
        await using var tab = await system.OpenTabAsync(new(width, height, scheme));
        await tab.GoAsync();

        var widths = await tab.PictureWidthsAsync("#answer .start img");
        Assert.Equal(18, widths.Length);
        Assert.DoesNotContain(0, widths);
        await Assertions.Expect(tab.Page.Locator("#answer")).ToContainTextAsync($"{RunningSystem.PictureCount} pictures in the collection");
        Assert.Equal(0, await tab.OverflowAsync());
        Assert.Equal(scheme == ColorScheme.Dark, await IsDarkAsync(tab.Page));
        Assert.Empty(tab.Problems);
    }

    [ChromiumTheory]
    [MemberData(nameof(Screen.EachOnce), MemberType = typeof(Screen))]
    public async Task A_chosen_picture_brings_a_wall_of_pictures_whose_cosines_fall_when_asked_for(int width, int height, ColorScheme scheme)
    {
        await using var tab = await system.OpenTabAsync(new(width, height, scheme));
        await tab.GoAsync();
        await tab.SearchAsync(Samples.PathOf(Query));

        await tab.Hits.Last.ScrollIntoViewIfNeededAsync();
        Assert.DoesNotContain(0, await tab.PictureWidthsAsync("#answer li:nth-child(-n+12) img, .part img"));
        await Assertions.Expect(tab.Hits.First.Locator(".likeness")).ToHaveAttributeAsync("data-likeness", "same");
        await tab.Page.GetByRole(AriaRole.Link, new() { Name = "cosine" }).ClickAsync();
        await Assertions.Expect(tab.Page.GetByRole(AriaRole.Link, new() { Name = "context" })).ToBeVisibleAsync();
        var scores = await tab.Hits.EvaluateAllAsync<double[]>("tiles => tiles.map(tile => Number(tile.dataset.score))");
        Assert.Equal(24, scores.Length);
        Assert.Equal(scores.OrderDescending(), scores);
        Assert.Equal(1, scores[0], 0.001);
        var ids = await tab.IdsAsync();
        Assert.Equal(QueryId, ids[0]);
        Assert.Equal(24, ids.Distinct().Count());
        Assert.Equal(0, await tab.OverflowAsync());
        Assert.Empty(tab.Problems);
    }

    [ChromiumFact]
    public async Task The_address_holds_the_whole_search_and_back_and_forward_work()
    {
        await using var tab = await system.OpenTabAsync(Screen.Desk);
        await tab.GoAsync();
        await tab.SearchAsync(Samples.PathOf(Query));
        var first = await tab.IdsAsync();
        await tab.AnsweredAsync(() => tab.Hits.Nth(2).GetByText("More like this").ClickAsync());
        await tab.AnsweredAsync(() => tab.Page.SelectOptionAsync("#count", "12"));
        var wanted = await tab.IdsAsync();
        Assert.Equal($"/?q=id:{first[2]}&model=builtin&n=12", new Uri(tab.Page.Url).PathAndQuery);
        Assert.DoesNotContain(first[2], wanted);
        Assert.Equal(12, wanted.Length);

        await using var other = await system.OpenTabAsync(Screen.Desk);
        await other.GoAsync(tab.Page.Url);
        Assert.Equal(wanted, await other.IdsAsync());

        // Two steps back is the answer to the picture that was brought; its address works in another window as well.
        await tab.AnsweredAsync(() => tab.Page.GoBackAsync());
        await tab.AnsweredAsync(() => tab.Page.GoBackAsync());
        Assert.Equal(first, await tab.IdsAsync());
        await other.GoAsync(tab.Page.Url);
        Assert.Equal(first, await other.IdsAsync());
        await tab.AnsweredAsync(() => tab.Page.GoForwardAsync());
        Assert.Equal(24, (await tab.IdsAsync()).Length);
        Assert.Empty(tab.Problems.Concat(other.Problems));
    }

    [ChromiumFact]
    public async Task Less_like_this_shifts_the_search_and_parts_can_be_reversed_and_removed()
    {
        await using var tab = await system.OpenTabAsync(Screen.Desk);
        await tab.GoAsync("/?q=id:1001");
        var before = await tab.IdsAsync();
        await tab.AnsweredAsync(() => tab.Hits.First.GetByText("Less like this").ClickAsync());
        await Assertions.Expect(tab.Page.Locator(".part")).ToHaveCountAsync(2);
        await Assertions.Expect(tab.Page.Locator(".part.minus")).ToHaveAttributeAsync("data-part", $"-0.5*id:{before[0]}");
        Assert.DoesNotContain(before[0], await tab.IdsAsync());
        await tab.OpenBoxAsync();
        await tab.AnsweredAsync(() => tab.Page.Locator(".part.minus").GetByText("Count as more").ClickAsync());
        await Assertions.Expect(tab.Page.Locator(".part.minus")).ToHaveCountAsync(0);
        await tab.OpenBoxAsync();
        await tab.AnsweredAsync(() => tab.Page.Locator(".part").Nth(1).GetByText("Remove").ClickAsync());
        Assert.Equal(before, await tab.IdsAsync());
        Assert.Empty(tab.Problems);
    }

    [ChromiumFact]
    public async Task Filters_the_least_similarity_and_the_panel_say_what_the_answer_is()
    {
        await using var tab = await system.OpenTabAsync(Screen.Desk);
        await tab.GoAsync("/?q=id:1001");
        await tab.Page.Locator(".filters summary").ClickAsync();
        await tab.AnsweredAsync(() => tab.Page.Locator("input[value='kind:fish']").CheckAsync());
        await Assertions.Expect(tab.Hits).ToHaveCountAsync(3);
        await Assertions.Expect(tab.Page.Locator(".filters")).ToHaveAttributeAsync("open", "");
        await tab.AnsweredAsync(() => tab.Page.Locator(".chosen a").ClickAsync());
        await Assertions.Expect(tab.Hits).ToHaveCountAsync(24);

        // The slider hides at once and says how many are left; let go, it becomes part of the address.
        var slider = tab.Page.Locator("#min");
        await slider.EvaluateAsync("s => { s.value = .4; s.dispatchEvent(new Event('input', { bubbles: true })); }");
        var left = await tab.Page.Locator("#answer .tile:not(.below)").CountAsync();
        Assert.InRange(left, 0, 23);
        await Assertions.Expect(tab.Page.Locator("#min-out")).ToHaveTextAsync($"{left} of 24 · cosine ≥ 0.40");
        await tab.AnsweredAsync(() => slider.EvaluateAsync("s => s.dispatchEvent(new Event('change', { bubbles: true }))"));
        Assert.EndsWith("min=0.4", tab.Page.Url, StringComparison.Ordinal);
        Assert.Equal(left, (await tab.IdsAsync()).Length);

        await tab.GoAsync("/?q=id:1001");
        await tab.Page.Locator(".about summary").ClickAsync();
        var about = tab.Page.Locator(".about");
        await Assertions.Expect(about).ToContainTextAsync("Graph search");
        await Assertions.Expect(about.Locator(".stages tr")).ToHaveCountAsync(6);
        Assert.Matches("^http://localhost:[0-9]+/traces/detail/[0-9a-f]{32}$", await about.Locator("a[target=_blank]").GetAttributeAsync("href"));
        await tab.AnsweredAsync(() => about.GetByText("Compare with every picture").ClickAsync());
        await Assertions.Expect(tab.Page.Locator(".about")).ToContainTextAsync("Exact search: compared with every picture.");
        Assert.Empty(tab.Problems);
    }

    [ChromiumFact]
    public async Task A_file_that_is_not_a_picture_or_too_large_is_refused_with_an_explanation()
    {
        await using var tab = await system.OpenTabAsync(Screen.Desk);
        await tab.GoAsync();
        await tab.AnsweredAsync(() => tab.Page.SetInputFilesAsync("#file", new FilePayload { Name = "letter.jpg", MimeType = "image/jpeg", Buffer = "Dear Sir or Madam"u8.ToArray() }));
        var problem = tab.Page.Locator("#answer .problem");
        await Assertions.Expect(problem).ToContainTextAsync("That file could not be read as a picture");
        await Assertions.Expect(problem).ToContainTextAsync("Supported formats are JPEG, PNG, WebP, GIF and AVIF");
        await Assertions.Expect(tab.Page.Locator("#announce")).ToHaveTextAsync("That file could not be read as a picture");

        // The page's own limit, made small: 21 MB would have to travel from the test into the browser first.
        var limit = await tab.Page.EvaluateAsync<string>("() => { const data = document.getElementById('search').dataset, before = data.maxBytes; data.maxBytes = '1000'; return before; }");
        Assert.Equal("20971520", limit);
        await tab.Page.SetInputFilesAsync("#file", new FilePayload { Name = "huge.gif", MimeType = "image/gif", Buffer = new byte[2 * 1024 * 1024] });
        await Assertions.Expect(problem).ToContainTextAsync("this one is 2 MB");
        await tab.Page.EvaluateAsync("limit => { document.getElementById('search').dataset.maxBytes = limit; }", limit);
        // The page is still good for the next try.
        await tab.SearchAsync(Samples.PathOf(Query));
        Assert.Equal(QueryId, (await tab.IdsAsync())[0]);
    }

    [ChromiumFact]
    public async Task Without_scripts_the_same_form_and_links_search()
    {
        await using var tab = await system.OpenTabAsync(Screen.Desk, javaScript: false);
        await tab.GoAsync();
        await tab.Page.SetInputFilesAsync("#file", Samples.PathOf(Query));
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Search", Exact = true }).ClickAsync();
        await tab.Page.WaitForURLAsync("**/?q=up:*");
        await Assertions.Expect(tab.Hits).ToHaveCountAsync(24);
        await Assertions.Expect(tab.Hits.First.Locator(".id")).ToContainTextAsync(QueryId);
        await Assertions.Expect(tab.Page.Locator(".part img")).ToBeVisibleAsync();

        var second = await tab.Hits.Nth(1).GetAttributeAsync("data-id");
        await tab.Hits.Nth(1).GetByText("More like this").ClickAsync();
        await tab.Page.WaitForURLAsync($"**/?q=id:{second}*");
        await tab.Page.GetByText("Filters", new() { Exact = true }).First.ClickAsync();
        await tab.Page.Locator("input[value='kind:fish']").CheckAsync();
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Apply" }).ClickAsync();
        await tab.Page.WaitForURLAsync("**f=kind:fish*");
        await Assertions.Expect(tab.Hits).ToHaveCountAsync(3);
        Assert.Empty(tab.Problems);
    }

    private static Task<bool> IsDarkAsync(IPage page) =>
        page.EvaluateAsync<bool>("() => getComputedStyle(document.body).backgroundColor.match(/\\d+/g).slice(0, 3).every(c => c < 96)");
}
