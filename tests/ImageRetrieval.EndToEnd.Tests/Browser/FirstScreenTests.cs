using Microsoft.Playwright;

namespace ImageRetrieval.EndToEnd.Tests.Browser;

/// <summary>The results of a search are on the first screen, whatever else the page shows.</summary>
[Collection(RunningSystem.Name)]
public sealed class FirstScreenTests(RunningSystem system)
{
    [ChromiumTheory]
    [InlineData("/?q=id:1001", "en")]
    [InlineData("/?q=id:1001", "fr")]
    [InlineData("/?q=id:1001&f=kind:fish", "en")]
    [InlineData("/?q=id:1001&q=-0.5*id:1002&q=.2,.1,.5,.6@id:1003", "en")]
    [InlineData("/?q=id:1001&q=id:1002&q=id:1003&q=id:1004&q=id:1005&q=id:1006&q=id:1007&q=id:1008&n=200&exact=1", "fr")]
    public async Task The_first_result_is_near_the_top_with_filters_closed_and_open(string address, string language)
    {
        await using var tab = await system.OpenTabAsync(Screen.Desk);
        await tab.GoAsync();
        await tab.Page.Locator($"button[lang={language}]").ClickAsync();
        await tab.GoAsync(address);
        await tab.ShowsAnswerAsync();
        await FirstScreen.ShowsResultsAsync(tab);
        await tab.Page.Locator(".filters summary").ClickAsync();
        await FirstScreen.ShowsResultsAsync(tab);
        Assert.Empty(tab.Problems);
    }

    [ChromiumFact]
    public async Task An_upload_folds_the_box_and_a_click_on_the_picture_unfolds_it()
    {
        await using var tab = await system.OpenTabAsync(Screen.Phone);
        await tab.GoAsync();
        await Assertions.Expect(tab.Page.Locator("#change > summary")).ToBeHiddenAsync();
        await FirstScreen.FitsAsync(tab);
        await tab.SearchAsync(Samples.PathOf("planet/planet-001.jpg"));
        await FirstScreen.ShowsResultsAsync(tab);
        await tab.Page.Locator(".part-picture").ClickAsync();
        await Assertions.Expect(tab.Page.Locator(".crop-frame")).ToBeVisibleAsync();
        await FirstScreen.FitsAsync(tab);
        Assert.Empty(await Axe.CheckAsync(tab.Page));
        // A new search folds it again.
        await tab.Page.FillAsync("#text", "1002");
        await tab.AnsweredAsync(() => tab.Page.Keyboard.PressAsync("Enter"));
        await Assertions.Expect(tab.Page.Locator("#change")).Not.ToHaveAttributeAsync("open", "");
        Assert.Empty(tab.Problems);
    }

    [ChromiumFact]
    public async Task Open_filters_are_closed_by_escape()
    {
        await using var tab = await system.OpenTabAsync(Screen.Phone);
        await tab.GoAsync("/?q=id:1001");
        await tab.Page.Locator(".filters summary").ClickAsync();
        await tab.Page.Locator(".facets input").First.FocusAsync();
        await tab.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(tab.Page.Locator(".filters")).Not.ToHaveAttributeAsync("open", "");
        await Assertions.Expect(tab.Page.Locator(".filters summary")).ToBeFocusedAsync();
    }

    [ChromiumFact]
    public async Task The_first_result_is_within_five_steps_of_the_heading()
    {
        await using var tab = await system.OpenTabAsync(Screen.Desk);
        await tab.GoAsync("/?q=id:1001");
        await tab.Page.Locator(".answer-title").FocusAsync();
        for (var step = 1; step <= 5; step++)
        {
            await tab.Page.Keyboard.PressAsync("Tab");
            if (await tab.Page.EvaluateAsync<bool>("() => document.activeElement.matches('#answer .picture')"))
                return;
        }
        Assert.Fail("The first result was not reached.");
    }
}
