using ImageRetrieval.Fixtures;
using Microsoft.Playwright;

namespace ImageRetrieval.EndToEnd.Tests.Browser;

/// <summary>What a visitor sees who comes before the index is there.</summary>
public sealed class BuildingIndexTests(OwnBrowser browser) : IClassFixture<OwnBrowser>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [ChromiumFact]
    public async Task The_page_shows_the_progress_of_the_index_and_opens_automatically_when_it_is_ready()
    {
        await using var server = await PictureServer.StartAsync();
        var csv = Samples.Serve(_folder, server, perKind: 1);
        server.HoldFrom = 1;
        await using var building = await WholeSystem.StartAsync(_folder.Path, ["--csv", csv, "--models", "builtin"]);
        await using var tab = await browser.OpenTabAsync(building.Portal, Screen.Phone);
        await tab.GoAsync();

        var status = tab.Page.Locator("#index-status");
        await Assertions.Expect(status).ToContainTextAsync("Building the index");
        await Assertions.Expect(status).ToContainTextAsync($"0 of {Samples.Kinds} pictures");
        Assert.Equal(0, await status.Locator("progress").EvaluateAsync<int>("p => p.value"));
        Assert.Equal(0, await tab.OverflowAsync());
        Assert.Empty(tab.Problems);
        Assert.Empty(await Axe.CheckAsync(tab.Page));
        await tab.Page.SetInputFilesAsync("#file", Samples.PathOf("reef/reef-001.jpg"));
        await Assertions.Expect(tab.Page.Locator("#answer")).ToContainTextAsync("The index is still being built");

        server.Open();

        // The picture that was asked for too early is searched with, untouched by anybody.
        await tab.ShowsAnswerAsync();
        await Assertions.Expect(tab.Hits.First.Locator(".id")).ToContainTextAsync("reef-001.jpg");
        await Assertions.Expect(status.Locator("progress")).ToHaveCountAsync(0);
    }

    [ChromiumFact]
    public async Task Indexed_pictures_are_found_while_the_page_names_the_downloads_it_waits_for()
    {
        const int there = 6;
        await using var server = await PictureServer.StartAsync();
        var csv = Samples.Serve(_folder, server, perKind: 1);
        server.HoldFrom = there + 1;
        await using var building = await WholeSystem.StartAsync(_folder.Path, ["--csv", csv, "--models", "builtin"]);
        await using var tab = await browser.OpenTabAsync(building.Portal, Screen.Phone);
        await tab.GoAsync();

        var status = tab.Page.Locator("#index-status");
        await Assertions.Expect(status).ToContainTextAsync("Waiting for the last pictures");
        await Assertions.Expect(status).ToContainTextAsync($"{there} of {Samples.Kinds} pictures");
        await Assertions.Expect(status).ToContainTextAsync("slow downloads (127.0.0.1");
        Assert.Equal(0, await tab.OverflowAsync());
        Assert.Empty(await Axe.CheckAsync(tab.Page));
        await tab.Page.SetInputFilesAsync("#file", Samples.PathOf("reef/reef-001.jpg"));
        await tab.ShowsAnswerAsync();
        await Assertions.Expect(status.Locator("progress")).ToBeVisibleAsync();
        Assert.Empty(await Axe.CheckAsync(tab.Page));
        await FirstScreen.ShowsResultsAsync(tab);
        await tab.GoAsync("/ingest");
        await FirstScreen.FitsAsync(tab);
        await tab.Page.GoBackAsync();
        await tab.ShowsAnswerAsync();

        server.Open();

        await Assertions.Expect(status.Locator("progress")).ToHaveCountAsync(0);
        Assert.Empty(tab.Problems);
    }
}
