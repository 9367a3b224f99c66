namespace ImageRetrieval.EndToEnd.Tests.Browser;

/// <summary>Pictures of the pages for people to look at; nothing is asserted but that they can be made.</summary>
[Collection(RunningSystem.Name)]
public sealed class ScreenshotTests(RunningSystem system)
{
    private const string Query = "sailboat/sailboat-003.jpg";

    [ScreenshotFact]
    public async Task The_portal_and_the_dashboard_are_saved_as_pictures()
    {
        foreach (var (name, screen) in ((string, Screen)[])[("desk", Screen.Desk), ("desk-night", Screen.DeskAtNight), ("phone", Screen.Phone), ("phone-night", Screen.PhoneAtNight)])
        {
            await using var tab = await system.OpenTabAsync(screen);
            await tab.GoAsync();
            await SaveAsync(tab, $"start-{name}");
            await tab.SearchAsync(Samples.PathOf(Query));
            await SaveAsync(tab, $"answer-{name}");
        }

        await using var dashboard = await system.OpenTabAsync(Screen.Desk);
        await dashboard.GoAsync((await system.AppHost.DashboardLoginAsync()).ToString());
        await dashboard.Page.GetByText("portal").First.WaitForAsync();
        await SaveAsync(dashboard, "dashboard");
    }

    private static async Task SaveAsync(Tab tab, string name)
    {
        await tab.PictureWidthsAsync("#answer img, .preview img");
        await tab.Page.ScreenshotAsync(new() { Path = Path.Combine(ScreenshotFactAttribute.Folder!, name + ".png") });
    }
}
