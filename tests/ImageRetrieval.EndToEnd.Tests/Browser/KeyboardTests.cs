using Microsoft.Playwright;

namespace ImageRetrieval.EndToEnd.Tests.Browser;

/// <summary>Everything can be done without a mouse.</summary>
[Collection(RunningSystem.Name)]
public sealed class KeyboardTests(RunningSystem system)
{
    [ChromiumFact]
    public async Task Tab_goes_through_the_page_in_its_order_and_the_focus_can_be_seen()
    {
        await using var tab = await system.OpenTabAsync(Screen.Desk);
        await tab.GoAsync();
        var seen = new List<string>();
        for (var i = 0; i < 18; i++)
        {
            await tab.Page.Keyboard.PressAsync("Tab");
            seen.Add(await tab.Page.EvaluateAsync<string>("() => { const e = document.activeElement; return e.id || (e.matches('#answer a') ? 'picture' : e.type === 'submit' && e.form.id || e.textContent.trim() || e.className); }"));
            Assert.True(await HasRingAsync(tab.Page), $"'{seen[^1]}' has the focus and does not show it");
        }
        Assert.Equal(["Skip to content", "ImageRetrieval", "Search", "Batch", "Collection", "Duplicates", "Models", "Ingest"], seen.Take(8));
        Assert.Equal(["file", "camera", "text", "search", "model", "i", "count"], seen.Skip(11).Take(7));
    }

    [ChromiumFact]
    public async Task The_whole_search_is_done_by_keys_alone()
    {
        await using var tab = await system.OpenTabAsync(Screen.Desk);
        await tab.GoAsync();
        var keys = tab.Page.Keyboard;
        await keys.PressAsync("/");
        await keys.TypeAsync("1001");
        await tab.AnsweredAsync(() => keys.PressAsync("Enter"));
        Assert.Equal(24, (await tab.IdsAsync()).Length);

        // From picture to picture, select, look, compare, close.
        await tab.Page.Locator(".answer-title").FocusAsync();
        await keys.PressAsync("ArrowRight");
        await keys.PressAsync("ArrowRight");
        await Assertions.Expect(tab.Hits.Nth(1).Locator(".picture")).ToBeFocusedAsync();
        await keys.PressAsync("x");
        await Assertions.Expect(tab.Page.Locator("[data-selected]")).ToHaveTextAsync("1 selected");
        await keys.PressAsync("ArrowLeft");
        await keys.PressAsync("Enter");
        await Assertions.Expect(tab.Page.Locator("#lightbox")).ToBeVisibleAsync();
        await keys.PressAsync("c");
        await Assertions.Expect(tab.Page.Locator("#lightbox .compared")).ToBeVisibleAsync();
        await keys.PressAsync("Escape");
        await Assertions.Expect(tab.Hits.Nth(0).Locator(".picture")).ToBeFocusedAsync();

        // More like it; the focus is then on the new answer.
        var wanted = (await tab.IdsAsync())[0];
        await tab.AnsweredAsync(() => keys.PressAsync("m"));
        await Assertions.Expect(tab.Page.Locator("#answer .answer-title")).ToBeFocusedAsync();
        Assert.Contains($"q=id:{wanted}", tab.Page.Url, StringComparison.Ordinal);
        await keys.PressAsync("ArrowRight");
        await tab.AnsweredAsync(() => keys.PressAsync("l"));
        await Assertions.Expect(tab.Page.Locator(".part.minus")).ToHaveCountAsync(1);
        Assert.Empty(tab.Problems);
    }

    [ChromiumFact]
    public async Task The_help_lists_the_keys_and_switches_single_ones_off()
    {
        await using var tab = await system.OpenTabAsync(Screen.Desk);
        await tab.GoAsync("/?q=id:1001");
        await tab.Page.Keyboard.PressAsync("?");
        var help = tab.Page.Locator("#help");
        await Assertions.Expect(help).ToContainTextAsync("Previous or next picture");
        await help.Locator("#single-keys").UncheckAsync();
        await tab.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(help).ToBeHiddenAsync();
        await tab.Page.Keyboard.PressAsync("?");
        await tab.Page.Keyboard.PressAsync("/");
        await Assertions.Expect(help).ToBeHiddenAsync();
        await Assertions.Expect(tab.Page.Locator("#text")).Not.ToBeFocusedAsync();
    }

    [ChromiumTheory]
    [InlineData(1280, 900)]
    [InlineData(390, 844)]
    public async Task The_first_result_is_reached_within_five_steps_of_the_tab_key(int width, int height)
    {
        await using var tab = await system.OpenTabAsync(Screen.Desk with { Width = width, Height = height });
        foreach (var isAsked in (bool[])[true, false])
        {
            // Opened with results, and after a search on the start page.
            await tab.GoAsync(isAsked ? "/?q=id:1001" : "/");
            if (!isAsked)
            {
                await tab.SearchAsync(Samples.PathOf("planet/planet-001.jpg"));
                await tab.Page.EvaluateAsync("() => { document.activeElement.blur(); getSelection().removeAllRanges(); document.body.tabIndex = -1; document.body.focus(); }");
            }
            var keys = tab.Page.Keyboard;
            await keys.PressAsync("Tab");
            await keys.PressAsync("Tab");
            await Assertions.Expect(tab.Page.GetByRole(AriaRole.Link, new() { Name = "Skip to the results" })).ToBeFocusedAsync();
            Assert.True(await HasRingAsync(tab.Page));
            await keys.PressAsync("Enter");
            await keys.PressAsync("Tab");
            await Assertions.Expect(tab.Hits.First.Locator(".picture")).ToBeFocusedAsync();
            Assert.Empty(tab.Problems);
        }
    }

    [ChromiumFact]
    public async Task The_search_button_without_a_picture_reports_what_is_missing()
    {
        await using var tab = await system.OpenTabAsync(Screen.Desk);
        await tab.GoAsync();
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Search", Exact = true }).FocusAsync();
        await tab.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(tab.Page.Locator("#answer .problem")).ToContainTextAsync("No picture was chosen");
    }

    // The file's own control is drawn by its label, which shows the ring in its place.
    private static Task<bool> HasRingAsync(IPage page) => page.EvaluateAsync<bool>("""
        () => {
          const e = document.activeElement, shown = e.id === 'file' ? e.nextElementSibling : e;
          const style = getComputedStyle(shown), box = shown.getBoundingClientRect();
          return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 && box.bottom > 0 && box.width > 0;
        }
        """);
}
