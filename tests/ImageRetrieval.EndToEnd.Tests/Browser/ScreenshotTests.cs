using Microsoft.Playwright;

namespace ImageRetrieval.EndToEnd.Tests.Browser;

/// <summary>Pictures of the pages for people to look at; nothing is asserted but that they can be made.</summary>
[Collection(RunningSystem.Name)]
public sealed class ScreenshotTests(RunningSystem system)
{
    private const string Query = "/?q=id:2313&n=12";

    [ScreenshotFact]
    public async Task Every_page_and_state_of_the_portal_is_saved_as_a_picture()
    {
        // High enough that the first two rows of an answer are whole.
        var desk = Screen.Desk with { Height = 1000 };
        foreach (var (name, screen) in ((string, Screen)[])[("desk", desk), ("desk-night", desk with { Scheme = ColorScheme.Dark }), ("phone", Screen.Phone), ("phone-night", Screen.PhoneAtNight)])
        {
            await using var tab = await system.OpenTabAsync(screen);
            await tab.GoAsync();
            await SaveAsync(tab, $"start-{name}");
            await tab.GoAsync(Query);
            await tab.ShowsAnswerAsync();
            await SaveAsync(tab, $"answer-{name}");
        }

        foreach (var (name, screen) in ((string, Screen)[])[("desk", Screen.Desk), ("desk-night", Screen.DeskAtNight), ("phone", Screen.Phone), ("phone-night", Screen.PhoneAtNight), ("narrow", Screen.Phone with { Width = 360, Height = 780 })])
        {
            await using var tab = await system.OpenTabAsync(screen);
            foreach (var (state, address) in ((string, string)[])[("parts", "/?q=id:2313&q=-0.5*id:1002&q=.2,.1,.5,.6@id:1001&f=kind:lighthouse"), ("collection", "/collection"), ("ingest", "/ingest"), ("problem", "/?q=id:nobody"), ("french", "/?q=id:1001")])
            {
                await tab.GoAsync(address);
                if (state == "french")
                    await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Français" }).ClickAsync();
                await tab.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
                await SaveAsync(tab, $"{state}-{name}");
            }
            await tab.GoAsync(Query);
            await tab.Hits.First.Locator(".picture").ClickAsync();
            await tab.Page.Locator("#lightbox [data-act=compare]").ClickAsync();
            await tab.PictureWidthsAsync("#lightbox img");
            await SaveAsync(tab, $"lightbox-{name}");
        }
    }

    private static async Task SaveAsync(Tab tab, string name)
    {
        await tab.PictureWidthsAsync("#answer li:nth-child(-n+12) img, .part img");
        await tab.Page.ScreenshotAsync(new() { Animations = ScreenshotAnimations.Disabled, Path = Path.Combine(ScreenshotFactAttribute.Folder!, name + ".png") });
    }
}
