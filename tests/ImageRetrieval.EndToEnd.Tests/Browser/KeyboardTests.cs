using Microsoft.Playwright;

namespace ImageRetrieval.EndToEnd.Tests.Browser;

/// <summary>Everything can be done without a mouse.</summary>
[Collection(RunningSystem.Name)]
public sealed class KeyboardTests(RunningSystem system)
{
    private const string Focused = """
        () => { const e = document.activeElement; return e.id || (e.type === 'submit' ? 'submit' : e.matches('#answer a') ? 'picture' : e.className); }
        """;

    [ChromiumFact]
    public async Task Tab_goes_through_the_form_in_its_order_and_the_focus_can_be_seen()
    {
        await using var tab = await system.OpenTabAsync(Screen.Desk);
        await tab.GoAsync();
        var seen = new List<string>();
        for (var i = 0; i < 7; i++)
        {
            await tab.Page.Keyboard.PressAsync("Tab");
            seen.Add(await tab.Page.EvaluateAsync<string>(Focused));
            Assert.True(await HasRingAsync(tab.Page), $"'{seen[^1]}' has the focus and does not show it");
        }
        Assert.Equal(["skip", "brand", "file", "model", "count", "submit", "picture"], seen);
    }

    [ChromiumFact]
    public async Task The_search_button_without_a_picture_says_what_is_missing()
    {
        await using var tab = await system.OpenTabAsync(Screen.Desk);
        await tab.GoAsync();
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Search" }).FocusAsync();
        await tab.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(tab.Page.Locator("#answer .problem")).ToContainTextAsync("No picture was chosen");
    }

    [ChromiumFact]
    public async Task Enter_on_a_picture_searches_with_it_and_moves_the_focus_to_the_answer()
    {
        await using var tab = await system.OpenTabAsync(Screen.Desk);
        await tab.GoAsync();
        await tab.Page.Locator("#answer .start a").First.FocusAsync();
        await tab.Page.Keyboard.PressAsync("Enter");
        await tab.ShowsAnswerAsync();

        await Assertions.Expect(tab.Page.Locator("#answer .answer-title")).ToBeFocusedAsync();
        await Assertions.Expect(tab.Page.Locator("#announce")).ToContainTextAsync("12 pictures most like");
        Assert.Empty(tab.Problems);
    }

    // The file's control lies invisibly over its box, which shows the ring in its place.
    private static Task<bool> HasRingAsync(IPage page) => page.EvaluateAsync<bool>("""
        () => {
          const shown = document.activeElement.closest('.drop') ?? document.activeElement;
          const style = getComputedStyle(shown), box = shown.getBoundingClientRect();
          return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 && box.bottom > 0 && box.width > 0;
        }
        """);
}
