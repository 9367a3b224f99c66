using System.Text;
using ImageRetrieval.Fixtures;
using Microsoft.Playwright;

namespace ImageRetrieval.EndToEnd.Tests.Browser;

/// <summary>A batch in a browser: a folder, its progress, cancelling, and the file.</summary>
[Collection(RunningSystem.Name)]
public sealed class BatchTests(RunningSystem system) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [ChromiumFact]
    public async Task A_folder_is_searched_picture_by_picture_and_becomes_one_file()
    {
        WriteFolder(20);
        await using var tab = await system.OpenTabAsync(Screen.Desk);
        await tab.WatchPolicyAsync();
        await tab.GoAsync("/batch");
        await tab.Page.SetInputFilesAsync("#batch-folder", _folder.Path);
        // The note that is no picture is left out.
        await Assertions.Expect(tab.Page.Locator("[data-count]")).ToHaveTextAsync("Pictures chosen: 20");
        await tab.Page.SelectOptionAsync("#batch-count", "3");
        await tab.Page.Locator("#batch button.button").First.ClickAsync();
        await Assertions.Expect(tab.Page.Locator("[data-run-text]")).ToHaveTextAsync("Finished: 20 of 20 pictures searched.");
        Assert.Equal(20, await tab.Page.Locator(".batch-row").CountAsync());
        Assert.Equal(20, await tab.Page.Locator(".asked img").CountAsync());
        await Assertions.Expect(tab.Page.Locator(".batch-problem")).ToHaveTextAsync("The bytes are not an image: use JPEG, PNG, WebP, GIF or AVIF.");
        Assert.Empty(await Axe.CheckAsync(tab.Page));

        var download = await tab.Page.RunAndWaitForDownloadAsync(() => tab.Page.Locator("[data-csv-link]").ClickAsync());
        var lines = Encoding.UTF8.GetString(await File.ReadAllBytesAsync(await download.PathAsync())).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(1 + (19 * 3) + 1, lines.Length);
        Assert.Contains(lines, line => line.Contains("/p00.jpg,1,", StringComparison.Ordinal) && line.Contains(",same,", StringComparison.Ordinal));
        Assert.Empty(await tab.PolicyViolationsAsync());
        Assert.Empty(tab.Problems);
    }

    [ChromiumFact]
    public async Task A_cancelled_batch_keeps_the_answers_so_far()
    {
        WriteFolder(40);
        await using var tab = await system.OpenTabAsync(Screen.Desk);
        await tab.GoAsync("/batch");
        var requests = 0;
        await tab.Page.RouteAsync("**/batch", async route =>
        {
            // The second request never has an answer.
            if (route.Request.Method != "POST" || Interlocked.Increment(ref requests) == 1)
                await route.ContinueAsync();
        });
        await tab.Page.SetInputFilesAsync("#batch-folder", _folder.Path);
        await tab.Page.Locator("#batch button.button").First.ClickAsync();
        await Assertions.Expect(tab.Page.Locator("[data-run-text]")).ToHaveTextAsync("16 of 40 pictures searched…");
        await tab.Page.Locator("[data-cancel]").ClickAsync();
        await Assertions.Expect(tab.Page.Locator("[data-run-text]")).ToHaveTextAsync("Stopped: 16 of 40 pictures searched.");
        Assert.Equal(16, await tab.Page.Locator(".batch-row").CountAsync());
        await Assertions.Expect(tab.Page.Locator("[data-csv-link]")).ToBeVisibleAsync();
    }

    private void WriteFolder(int pictures)
    {
        var sample = File.ReadAllBytes(Samples.PathOf("planet/planet-001.jpg"));
        for (var i = 0; i < pictures; i++)
            File.WriteAllBytes(_folder.File($"p{i:D2}.jpg"), i == 7 ? "no picture"u8.ToArray() : sample);
        File.WriteAllText(_folder.File("note.txt"), "not a picture");
    }
}
