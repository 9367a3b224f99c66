using Microsoft.Playwright;

namespace ImageRetrieval.EndToEnd.Tests.Browser;

/// <summary>Pictures of the states of the results: filters with counts, groups, stored searches, nothing found, an expired picture.</summary>
[Collection(RunningSystem.Name)]
public sealed class ResultScreenshotTests(RunningSystem system)
{
    [ScreenshotFact]
    public async Task Every_state_of_the_results_is_saved_as_a_picture()
    {
        foreach (var (name, screen) in ((string, Screen)[])[("desk", Screen.Desk), ("desk-night", Screen.DeskAtNight), ("phone", Screen.Phone), ("phone-night", Screen.PhoneAtNight), ("narrow", Screen.Phone with { Width = 320, Height = 640 })])
        {
            await using var tab = await system.OpenTabAsync(screen);
            foreach (var (state, address) in ((string, string)[])[("plain", "/?q=id:1001&n=48"), ("groups", "/?q=id:1001&n=48&group=kind"), ("none", "/?q=id:1001&f=kind:nothing"), ("expired", "/?q=up:AAAAAAAAAAAAAAAAAAAAAA")])
            {
                await tab.GoAsync(address);
                await SaveAsync(tab, $"results-{state}-{name}");
            }
            await tab.GoAsync("/?q=id:1001&n=48&f=kind:fish&f=kind:flower");
            await tab.Page.Locator(".filters summary").ClickAsync();
            await SaveAsync(tab, $"results-filters-{name}");
            await tab.Page.Keyboard.PressAsync("Escape");
            await tab.Page.Locator("[data-save-search]").ClickAsync();
            await tab.Page.FillAsync("#search-name", "Daisies and fish");
            await tab.Page.Keyboard.PressAsync("Enter");
            await tab.Page.Locator("[data-list=saved] li").WaitForAsync();
            await SaveAsync(tab, $"results-searches-{name}");
            await tab.GoAsync();
            await SaveAsync(tab, $"results-start-{name}");
        }
    }

    private static async Task SaveAsync(Tab tab, string name)
    {
        // Pictures further down are not loaded.
        await tab.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await tab.Page.ScreenshotAsync(new() { Animations = ScreenshotAnimations.Disabled, Path = Path.Combine(ScreenshotFactAttribute.Folder!, name + ".png") });
    }
}
