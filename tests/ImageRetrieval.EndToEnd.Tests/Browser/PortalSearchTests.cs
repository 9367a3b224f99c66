using System.Globalization;
using Microsoft.Playwright;

namespace ImageRetrieval.EndToEnd.Tests.Browser;

/// <summary>The search as people see it, on a desk and on a phone, by day and by night.</summary>
[Collection(RunningSystem.Name)]
public sealed class PortalSearchTests(RunningSystem system)
{
    private const string Query = "butterfly/butterfly-001.jpg";
    private const string QueryId = "1008";

    [ChromiumTheory]
    [MemberData(nameof(Screen.All), MemberType = typeof(Screen))]
    public async Task The_start_page_shows_pictures_of_the_collection(int width, int height, ColorScheme scheme)
    {
        await using var tab = await system.OpenTabAsync(new(width, height, scheme));
        await tab.GoAsync();

        var widths = await tab.PictureWidthsAsync("#answer .start img");
        Assert.Equal(12, widths.Length);
        Assert.DoesNotContain(0, widths);
        await Assertions.Expect(tab.Page.Locator("#answer")).ToContainTextAsync($"{RunningSystem.PictureCount} pictures in the collection");
        Assert.Equal(0, await tab.OverflowAsync());
        Assert.Equal(scheme == ColorScheme.Dark, await IsDarkAsync(tab.Page));
        Assert.Empty(tab.Problems);
    }

    [ChromiumTheory]
    [MemberData(nameof(Screen.All), MemberType = typeof(Screen))]
    public async Task A_chosen_picture_brings_a_grid_of_pictures_whose_scores_fall(int width, int height, ColorScheme scheme)
    {
        await using var tab = await system.OpenTabAsync(new(width, height, scheme));
        await tab.GoAsync();
        await tab.SearchAsync(Samples.PathOf(Query));

        var widths = await tab.PictureWidthsAsync("#answer img, .preview img");
        Assert.Equal(12 + 1, widths.Length);
        Assert.DoesNotContain(0, widths);
        var scores = (await tab.Hits.Locator(".score small").AllInnerTextsAsync()).Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToArray();
        Assert.Equal(scores.OrderDescending(), scores);
        Assert.Equal(1, scores[0], 0.001);
        Assert.Equal("100%", await tab.Hits.First.Locator(".score b").InnerTextAsync());
        Assert.True(scores[^1] < scores[0] - 0.01, $"the scores hardly fall: {string.Join(", ", scores)}");
        var ids = await IdsAsync(tab);
        Assert.Equal(QueryId, ids[0]);
        Assert.Equal(12, ids.Distinct().Count());
        Assert.Equal(0, await tab.OverflowAsync());
        Assert.Empty(tab.Problems);
    }

    [ChromiumFact]
    public async Task More_like_this_leaves_the_picture_itself_out_and_has_an_address_that_opens_the_same_answer_again()
    {
        await using var tab = await system.OpenTabAsync(Screen.Desk);
        await tab.GoAsync();
        await tab.SearchAsync(Samples.PathOf(Query));
        var wanted = (await IdsAsync(tab))[2];
        await tab.Hits.Nth(2).GetByText("More like this").ClickAsync();
        await tab.Page.WaitForURLAsync($"**/?like={wanted}&**");
        await Assertions.Expect(tab.Page.Locator($"#answer section[data-like='{wanted}']")).ToBeVisibleAsync();
        await tab.ShowsAnswerAsync();
        var ids = await IdsAsync(tab);
        Assert.DoesNotContain(wanted, ids);

        await using var other = await system.OpenTabAsync(Screen.Desk);
        await other.GoAsync(tab.Page.Url);
        await other.ShowsAnswerAsync();
        Assert.Equal(ids, await IdsAsync(other));
        Assert.DoesNotContain(0, await other.PictureWidthsAsync("#answer img, .preview img"));

        // Back is the answer to the picture that was chosen before.
        await tab.Page.GoBackAsync();
        await Assertions.Expect(tab.Hits.First.Locator(".id")).ToContainTextAsync(QueryId);
        Assert.Empty(tab.Problems.Concat(other.Problems));
    }

    [ChromiumFact]
    public async Task Pictures_far_down_are_loaded_when_they_are_scrolled_to()
    {
        await using var tab = await system.OpenTabAsync(Screen.Phone);
        await tab.GoAsync("/?like=1001&n=48");
        await tab.ShowsAnswerAsync();
        Assert.Equal(48, await tab.Hits.CountAsync());

        await tab.Hits.Last.ScrollIntoViewIfNeededAsync();
        await tab.Page.WaitForFunctionAsync("() => [...document.querySelectorAll('#answer img')].at(-1).naturalWidth > 0");
        Assert.Equal(0, await tab.OverflowAsync());
        Assert.Empty(tab.Problems);
    }

    [ChromiumFact]
    public async Task A_file_that_is_no_picture_is_refused_in_clear_words()
    {
        await using var tab = await system.OpenTabAsync(Screen.Desk);
        await tab.GoAsync();
        await tab.Page.SetInputFilesAsync("#file", new FilePayload { Name = "letter.jpg", MimeType = "image/jpeg", Buffer = "Dear Sir or Madam"u8.ToArray() });

        var problem = tab.Page.Locator("#answer .problem");
        await Assertions.Expect(problem).ToContainTextAsync("That file could not be read as a picture");
        await Assertions.Expect(problem).ToContainTextAsync("JPEG, PNG, WebP, GIF and AVIF can be read");
        await Assertions.Expect(tab.Page.Locator("#announce")).ToHaveTextAsync("That file could not be read as a picture");
        // The page is still good for the next try.
        await tab.SearchAsync(Samples.PathOf(Query));
        Assert.Equal(QueryId, (await IdsAsync(tab))[0]);
    }

    [ChromiumFact]
    public async Task Without_scripts_the_same_form_and_links_search()
    {
        await using var tab = await system.OpenTabAsync(Screen.Desk, javaScript: false);
        await tab.GoAsync();
        await tab.Page.SetInputFilesAsync("#file", Samples.PathOf(Query));
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Search" }).ClickAsync();
        await tab.Hits.First.WaitForAsync();
        Assert.Equal(12, await tab.Hits.CountAsync());
        var ids = await IdsAsync(tab);
        Assert.Equal(QueryId, ids[0]);

        await tab.Hits.Nth(1).GetByText("More like this").ClickAsync();
        await tab.Page.WaitForURLAsync($"**/?like={ids[1]}&**");
        await tab.Hits.First.WaitForAsync();
        Assert.DoesNotContain(ids[1], await IdsAsync(tab));
        Assert.Empty(tab.Problems);
    }

    private static async Task<string[]> IdsAsync(Tab tab) =>
        [.. (await tab.Hits.Locator(".id").AllInnerTextsAsync()).Select(text => text.Split('·')[0].Trim())];

    private static Task<bool> IsDarkAsync(IPage page) =>
        page.EvaluateAsync<bool>("() => getComputedStyle(document.body).backgroundColor.match(/\\d+/g).slice(0, 3).every(c => c < 96)");
}
