using Microsoft.Playwright;

namespace ImageRetrieval.EndToEnd.Tests.Browser;

/// <summary>A thousand results: all of them are shown, counted, filtered and grouped.</summary>
[Collection(GeneratedSystem.Name)]
public sealed class ManyResultTests(GeneratedSystem system)
{
    private const string Thousand = "/?q=id:1&n=1000";

    [ChromiumFact]
    public async Task A_thousand_requested_are_a_thousand_shown()
    {
        await using var tab = await system.OpenTabAsync(Screen.Desk);
        await tab.GoAsync("/?q=id:1");
        await tab.AnsweredAsync(() => tab.Page.Locator("#count").SelectOptionAsync("1000"));
        await Assertions.Expect(tab.Page.Locator(".answer-title")).ToContainTextAsync("1000 pictures");
        await Assertions.Expect(tab.Hits.First).ToHaveAttributeAsync("aria-setsize", "1000");
        Assert.InRange(await tab.Hits.CountAsync(), 10, 120);

        // Every picture is reached by scrolling through the page.
        var seen = await tab.Page.EvaluateAsync<int>("""
            async () => {
              const seen = new Set();
              for (let top = 0; ; top += innerHeight) {
                scrollTo({ top, behavior: 'instant' });
                await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
                for (const tile of document.querySelectorAll('#answer ol.wall > li')) seen.add(tile.dataset.id);
                if (top > document.documentElement.scrollHeight) return seen.size;
              }
            }
            """);
        Assert.Equal(1000, seen);
        Assert.Empty(tab.Problems);
    }

    [ChromiumFact]
    public async Task Without_scripts_a_thousand_are_a_thousand_as_well()
    {
        await using var tab = await system.OpenTabAsync(Screen.Desk, javaScript: false);
        await tab.GoAsync(Thousand);
        await Assertions.Expect(tab.Hits).ToHaveCountAsync(1000);
        await tab.GoAsync(Thousand + "&group=kind");
        await Assertions.Expect(tab.Hits).ToHaveCountAsync(1000);
        await Assertions.Expect(tab.Page.Locator("details.group")).ToHaveCountAsync(GeneratedSystem.Kinds);
    }

    [ChromiumFact]
    public async Task The_filters_count_all_results_and_their_search_reaches_every_value()
    {
        await using var tab = await system.OpenTabAsync(Screen.Desk);
        await tab.GoAsync("/?q=id:1&n=48");
        await tab.Page.Locator(".filters summary").ClickAsync();
        var artists = tab.Page.Locator("fieldset[data-key=artist]");
        var listed = await artists.Locator(".check").EvaluateAllAsync<string[]>("all => all.map(label => label.dataset.key)");
        var hidden = Enumerable.Range(1, GeneratedSystem.Artists).Select(i => $"artist {i}").First(name => !listed.Contains(name));
        for (var i = 1; i <= GeneratedSystem.Artists; i += 20)
        {
            await artists.Locator(".facet-find").FillAsync($"ARTIST {i}");
            await artists.Locator($"label[data-key='artist {i}']").WaitForAsync();
            Assert.All(await artists.Locator("label:visible").EvaluateAllAsync<string[]>("all => all.map(label => label.dataset.key)"), key => Assert.Contains($"artist {i}", key, StringComparison.Ordinal));
        }

        // A value that is not listed becomes a filter.
        await artists.Locator(".facet-find").FillAsync(hidden);
        await tab.AnsweredAsync(() => artists.Locator($"label[data-key='{hidden}'] input").CheckAsync());
        Assert.Equal([hidden], (await tab.MetadataAsync("artist")).Distinct());
        await Assertions.Expect(artists.Locator($"label[data-key='{hidden}'] b")).ToHaveTextAsync("4");
        // A click, since UncheckAsync would look for the box afterwards: the answer may already have taken it off the list.
        await tab.AnsweredAsync(() => artists.Locator($"label[data-key='{hidden}'] input").ClickAsync());
        await Assertions.Expect(artists.Locator($"label[data-key='{hidden}']")).ToHaveCountAsync(0);
        Assert.Equal(48, (await tab.IdsAsync()).Length);
        Assert.Empty(tab.Problems);
    }

    [ChromiumFact]
    public async Task The_counts_are_those_of_the_results()
    {
        await using var tab = await system.OpenTabAsync(Screen.Desk);
        await tab.GoAsync("/?q=id:1&n=96");
        var kinds = await tab.MetadataAsync("kind");
        var shown = await tab.Page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('fieldset[data-key=kind] label')].map(label => `${label.dataset.key}:${label.querySelector('b').textContent}`)");
        Assert.Equal(GeneratedSystem.Kinds, shown.Length);
        Assert.All(shown, each => Assert.Equal(each, $"{each.Split(':')[0]}:{kinds.Count(kind => kind == each.Split(':')[0])}"));
    }

    [ChromiumFact]
    public async Task Without_scripts_an_unlisted_value_is_found_and_chosen()
    {
        await using var tab = await system.OpenTabAsync(Screen.Desk, javaScript: false);
        await tab.GoAsync("/?q=id:1");
        await tab.Page.Locator(".filters summary").ClickAsync();
        await tab.Page.FillAsync("[name='facet.artist']", "artist 259");
        await tab.Page.Locator("[name='facet.artist']").PressAsync("Enter");
        await tab.Page.Locator("label[data-key='artist 259'] input").CheckAsync();
        await tab.Page.Locator("[name='facet.artist']").FillAsync("");
        await tab.Page.Locator("noscript button, .facets button[type=submit]").First.ClickAsync();
        await Assertions.Expect(tab.Hits).ToHaveCountAsync(4);
        Assert.Contains("f=artist:artist%20259", tab.Page.Url, StringComparison.Ordinal);
    }

    [ChromiumFact]
    public async Task Groups_are_chosen_folded_and_stepped_through_also_with_a_thousand()
    {
        await using var tab = await system.OpenTabAsync(Screen.Desk);
        await tab.GoAsync("/?q=id:1&n=96");
        await tab.AnsweredAsync(() => tab.Page.Locator("#group").SelectOptionAsync("kind"));
        await tab.AnsweredAsync(() => tab.Page.Locator("#sort").SelectOptionAsync("price:asc"));
        Assert.Contains("group=kind&sort=price:asc", tab.Page.Url, StringComparison.Ordinal);
        var prices = await tab.Page.EvaluateAsync<double[][]>("() => [...document.querySelectorAll('.group')].map(group => [...group.querySelectorAll('.tile')].map(tile => Number([...tile.querySelectorAll('.meta div')].find(fact => fact.firstElementChild.textContent === 'price').lastElementChild.textContent)))");
        Assert.All(prices, group => Assert.Equal(group.Order(), group));
        Assert.Equal(96, prices.Sum(group => group.Length));
        Assert.Empty(await Axe.CheckAsync(tab.Page));

        await tab.GoAsync(Thousand + "&group=kind");
        await tab.Page.Locator("ol.wall.virtual").First.WaitForAsync();
        Assert.InRange(await tab.Hits.CountAsync(), 10, 200);
        // The arrow keys open a folded group.
        await tab.Page.Locator(".group summary").First.ClickAsync();
        await Assertions.Expect(tab.Page.Locator(".group").First.Locator("ol")).ToBeHiddenAsync();
        await tab.Page.Locator(".answer-title").FocusAsync();
        await tab.Page.Keyboard.PressAsync("ArrowRight");
        await Assertions.Expect(tab.Page.Locator(".group").First.Locator(".tile .picture").First).ToBeFocusedAsync();
        Assert.Equal(0, await tab.OverflowAsync());
        Assert.Empty(tab.Problems);
    }

    [ChromiumFact]
    public async Task The_first_result_stays_near_the_top_with_all_controls()
    {
        await using var tab = await system.OpenTabAsync(Screen.Desk);
        foreach (var address in (string[])["/?q=id:1", "/?q=id:1&f=kind:kind%201"])
        {
            await tab.GoAsync(address);
            await FirstScreen.ShowsResultsAsync(tab);
            await tab.Page.Locator(".filters summary").ClickAsync();
            await FirstScreen.ShowsResultsAsync(tab);
        }
    }

    [ChromiumFact]
    public async Task All_results_are_exported_and_none_when_there_are_none()
    {
        await using var tab = await system.OpenTabAsync(Screen.Desk);
        await tab.GoAsync(Thousand);
        Assert.Equal(1000 + 1, System.Text.Encoding.UTF8.GetString(await tab.DownloadAsync("CSV")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        await tab.GoAsync("/?q=id:1&f=kind:none");
        await Assertions.Expect(tab.Page.Locator("[data-selected]")).ToHaveTextAsync("There are no results to export.");
        foreach (var format in (string[])["JSON", "CSV", "ZIP"])
            await Assertions.Expect(tab.Page.GetByRole(AriaRole.Button, new() { Name = format, Exact = true })).ToBeDisabledAsync();
        Assert.Empty(await Axe.CheckAsync(tab.Page));
    }
}
