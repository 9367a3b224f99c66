using ImageRetrieval.Fixtures;
using Microsoft.Playwright;

namespace ImageRetrieval.EndToEnd.Tests.Browser.RealPictures;

/// <summary>
/// Every page in both languages, for people to read: over a system of its own, so that there are copies, failures and two snapshots to
/// see. The photos stay out of the repository.
/// </summary>
public sealed class PageScreenshotTests(OwnBrowser browser) : IClassFixture<OwnBrowser>, IDisposable
{
    private const string Query = "q=id:000-orig";

    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(120);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [RealScreenshotFact]
    public async Task Every_page_is_saved_as_a_picture_in_both_languages()
    {
        await using var server = await PictureServer.StartAsync();
        var rows = Rows(server);
        var csv = _folder.File("photos.csv");
        await File.WriteAllLinesAsync(csv, rows[..^40]);
        await using var system = await WholeSystem.StartAsync(_folder.Path, ["--csv", csv, "--models", "resnet18,builtin"]);
        await system.WholeListSearchableAsync();
        var older = await NewestAsync(system);
        await File.AppendAllLinesAsync(csv, rows[^40..]);
        await system.CommandAsync("worker", "rebuild-index");
        var newer = older;
        await Eventually.TrueAsync(async () => (newer = await NewestAsync(system)) != older, s_limit, () => $"There is no snapshot after {older}.");

        foreach (var (name, screen) in ((string, Screen)[])[("desk", Screen.Desk), ("desk-night", Screen.DeskAtNight), ("phone", Screen.Phone), ("phone-night", Screen.PhoneAtNight)])
        {
            await using var tab = await browser.OpenTabAsync(system.Portal, screen);
            await SavePagesAsync(tab, older, newer, $"en-{name}");
            await tab.GoAsync();
            await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Français" }).ClickAsync();
            await SavePagesAsync(tab, older, newer, $"fr-{name}");
        }
    }

    private static async Task SavePagesAsync(Tab tab, string older, string newer, string name)
    {
        foreach (var (page, address) in Pages(older, newer))
        {
            await tab.GoAsync(address);
            await tab.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            await SaveAsync(tab, $"{page}-{name}");
        }
        await tab.GoAsync("/batch");
        await tab.Page.SetInputFilesAsync("#batch-files", [.. Directory.EnumerateFiles(SharedData.PathOf("eval", "public-cc0", "images")).Order().Take(3)]);
        await tab.Page.Locator("#batch .batch-buttons button").First.ClickAsync();
        await tab.Page.Locator("[data-csv-link]").WaitForAsync();
        await SaveAsync(tab, $"batch-answer-{name}");
    }

    private static (string Page, string Address)[] Pages(string older, string newer) =>
    [
        ("start", "/"), ("answer", $"/?{Query}"), ("grouped", $"/?{Query}&group=label&n=24"), ("collection", "/collection"), ("map", "/map"), ("duplicates", "/duplicates"),
        ("batch", "/batch"), ("models", "/models"), ("changes", $"/models/changes?model=resnet18&from={older}&to={newer}"), ("duel", $"/duel?{Query}&a=resnet18&b=builtin"),
        ("snapshots", $"/duel?{Query}&a=resnet18@{older}&b=resnet18@{newer}"), ("failures", "/failures"), ("ingest", "/ingest"), ("unknown", "/?q=id:nobody"), ("missing", "/nothing-here"),
    ];

    /// <summary>Photos in edited versions, and rows that fail in different ways.</summary>
    private static string[] Rows(PictureServer server)
    {
        var photos = File.ReadLines(SharedData.PathOf("eval", "near-dup", "images.csv")).Skip(1).Select(line => line.Split(','))
            .Select(row => $"{server.Add(row[1], File.ReadAllBytes(SharedData.PathOf("eval", "near-dup", row[1])), contentType: "image/jpeg")},{row[0]},{row[2]},{row[3]},{row[0].Length * 10}");
        string[] failing =
        [
            $"{server.Add("letter.jpg", "Dear Sir or Madam"u8.ToArray())},letter,text,,",
            $"{server.Add("gone.jpg", [], status: 410)},gone,missing,,",
            $"{server.Add("drawing.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>"u8.ToArray(), contentType: "image/svg+xml")},drawing,vector,,",
            $"{server.Add("cut.png", [.. TestImages.Random(1, 60, 40).Take(900)])},cut,truncated,,",
            "http://127.0.0.1:9/nobody-listens.jpg,nobody,network,,",
        ];
        return ["url,id,label,variant,size", .. failing, .. photos];
    }

    private static async Task<string> NewestAsync(WholeSystem system)
    {
        using var http = new HttpClient { BaseAddress = system.Api };
        using var snapshots = System.Text.Json.JsonDocument.Parse(await http.GetStringAsync(new Uri("/v1/snapshots?model=resnet18", UriKind.Relative)));
        return snapshots.RootElement.GetProperty("snapshots").EnumerateArray().Where(snapshot => snapshot.GetProperty("model").GetString() == "resnet18").Max(snapshot => snapshot.GetProperty("version").GetString())!;
    }

    private static async Task SaveAsync(Tab tab, string name)
    {
        await tab.PictureWidthsAsync("main img:not([loading=lazy])");
        await tab.Page.ScreenshotAsync(new() { Animations = ScreenshotAnimations.Disabled, Path = Path.Combine(ScreenshotFactAttribute.Folder!, $"page-{name}.png") });
    }
}
