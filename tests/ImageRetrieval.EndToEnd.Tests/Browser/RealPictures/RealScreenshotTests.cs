using Microsoft.Playwright;

namespace ImageRetrieval.EndToEnd.Tests.Browser.RealPictures;

/// <summary>Every page and state of the portal with real photos, for people to look at. These photos stay out of the repository.</summary>
[Collection(RealSystem.Name)]
public sealed class RealScreenshotTests(RealSystem system)
{
    private static string Query => $"q=id:{Photos.Of("crab").Id}";

    private static (string State, string Address)[] Pages =>
    [
        ("start", "/"), ("answer", $"/?{Query}&model={RealSystem.Learned}"), ("collection", "/collection"), ("ingest", "/ingest"), ("duel", $"/duel?{Query}&n=8"),
        ("parts", $"/?{Query}&q=-0.5*id:{Photos.Of("tick").Id}&q=.2,.1,.5,.6@id:{Photos.Of("ibis").Id}&f=label:crab&f=label:lobster"),
        ("nothing", $"/?{Query}&min=1"), ("weak", $"/?q=.4,.4,.1,.1@id:{Photos.Of("lotus").Id}&f=label:euphonium"),
        ("gone", "/?q=up:AAAAAAAAAAAAAAAAAAAAAA"), ("unknown", "/?q=id:nobody"), ("no-model", $"/?{Query}&model=other"), ("no-duel", "/duel"),
        ("nobody", "/collection?id=nobody"), ("missing", "/nothing-here"), ("status", "/status"),
    ];

    [RealScreenshotFact]
    public async Task Every_page_and_state_is_saved_as_a_picture()
    {
        await using var alone = await PortalAlone.StartAsync();
        foreach (var (name, screen) in ((string, Screen)[])[("desk", Screen.Desk), ("desk-night", Screen.DeskAtNight), ("phone", Screen.Phone), ("phone-night", Screen.PhoneAtNight)])
        {
            await using var tab = await system.OpenTabAsync(screen);
            foreach (var (state, address) in Pages)
            {
                await tab.GoAsync(address);
                await SaveAsync(tab, $"{state}-{name}");
            }
            await SaveWhatOpensAsync(tab, name);
            await SaveRefusalsAsync(tab, name);
            await tab.GoAsync(alone.Address + $"?{Query}");
            await SaveAsync(tab, $"down-{name}");
            await tab.GoAsync($"/?{Query}");
            await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Français" }).ClickAsync();
            await SaveAsync(tab, $"french-{name}");
            await tab.GoAsync("/");
            await SaveAsync(tab, $"french-start-{name}");
        }
    }

    private static async Task SaveWhatOpensAsync(Tab tab, string name)
    {
        await tab.GoAsync();
        await tab.SearchAsync(Photos.NewOf("camera").Path);
        await SaveAsync(tab, $"upload-{name}");
        await tab.Page.Locator(".filters summary").ClickAsync();
        await SaveAsync(tab, $"filters-{name}");
        await tab.Page.Locator(".filters summary").ClickAsync();
        await tab.Hits.Nth(1).Locator(".pick input").CheckAsync();
        await tab.Page.Locator(".about summary").ClickAsync();
        await tab.Page.Locator(".about").ScrollIntoViewIfNeededAsync();
        await SaveAsync(tab, $"about-{name}");
        await tab.Hits.Nth(1).Locator(".picture").ClickAsync();
        await SaveAsync(tab, $"lightbox-{name}");
        await tab.Page.Locator("#lightbox [data-act=compare]").ClickAsync();
        await SaveAsync(tab, $"compare-{name}");
        await tab.Page.Keyboard.PressAsync("Escape");
        await tab.Page.Keyboard.PressAsync("?");
        await SaveAsync(tab, $"help-{name}");
        await tab.Page.Keyboard.PressAsync("Escape");
        await tab.Page.ClickAsync("#camera");
        await Assertions.Expect(tab.Page.Locator("[data-take]")).ToBeEnabledAsync();
        await SaveAsync(tab, $"camera-{name}");
    }

    private static async Task SaveRefusalsAsync(Tab tab, string name)
    {
        await tab.GoAsync();
        await tab.AnsweredAsync(() => tab.Page.SetInputFilesAsync("#file", new FilePayload { Name = "letter.jpg", MimeType = "image/jpeg", Buffer = "Dear Sir or Madam"u8.ToArray() }));
        await SaveAsync(tab, $"not-a-picture-{name}");
        await tab.GoAsync();
        await tab.Page.EvaluateAsync("() => { document.getElementById('search').dataset.maxBytes = '1000'; }");
        await tab.Page.SetInputFilesAsync("#file", new FilePayload { Name = "huge.gif", MimeType = "image/gif", Buffer = new byte[23_000_000] });
        await Assertions.Expect(tab.Page.Locator("#answer .problem")).ToBeVisibleAsync();
        await SaveAsync(tab, $"too-large-{name}");
    }

    private static async Task SaveAsync(Tab tab, string name)
    {
        await tab.PictureWidthsAsync("#answer li:nth-child(-n+12) img, .part img, #lightbox[open] figure:not([hidden]) img");
        await tab.Page.ScreenshotAsync(new() { Animations = ScreenshotAnimations.Disabled, Path = Path.Combine(ScreenshotFactAttribute.Folder!, $"real-{name}.png") });
    }
}
