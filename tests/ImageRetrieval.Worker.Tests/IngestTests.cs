using System.Text;
using ImageRetrieval.Collection;
using ImageRetrieval.Collection.Catalog;
using ImageRetrieval.Fixtures;
using ImageRetrieval.VectorIndex;
using ImageRetrieval.Worker.Ingest;
using ImageRetrieval.Worker.Status;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ImageRetrieval.Worker.Tests;

/// <summary>The whole run in one process, with a real server, real decoding and the built-in model.</summary>
public sealed class IngestTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private PictureServer _server = null!;

    public async Task InitializeAsync() => _server = await PictureServer.StartAsync();

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_list_becomes_a_snapshot_in_which_every_image_finds_itself()
    {
        WriteList(Enumerable.Range(0, 30).Select(i => $"{_server.Add($"p{i}.png", TestImages.Random(i))},{i},kind{i % 3}"));
        var status = await RunAsync();

        Assert.Equal((30, 30, 30, 0), (status.Total, status.Downloaded, status.Indexed, status.Failed));
        using var snapshot = OpenSnapshot();
        Assert.Equal(30, snapshot.Count);
        for (var i = 0; i < 30; i++)
        {
            var id = i.ToString(System.Globalization.CultureInfo.InvariantCulture);
            Assert.True(snapshot.TryGetItem(id, out var item));
            Assert.Equal(($"p{i}.png", $"kind{i % 3}", "64", "48"), (item.Fields["name"], item.Fields["meta.kind"], item.Fields["width"], item.Fields["height"]));
            var vector = new float[snapshot.Dimension];
            Assert.True(snapshot.TryGetEmbedding(id, vector));
            Assert.Equal(id, snapshot.Search(vector, 1, 10)[0].ImageId);
        }
    }

    [Fact]
    public async Task A_second_run_downloads_and_embeds_nothing_and_publishes_nothing()
    {
        WriteList(Enumerable.Range(0, 10).Select(i => $"{_server.Add($"p{i}.png", TestImages.Random(i))},{i},x"));
        await RunAsync();
        var requests = _server.Requests;
        var second = await RunAsync();

        Assert.Equal((0, 0), (second.DownloadsThisRun, second.EmbeddingsThisRun));
        Assert.Equal(10, second.Indexed);
        Assert.Equal(requests, _server.Requests);
        Assert.Equal("00000001", Path.GetFileName(SnapshotPath));
    }

    [Fact]
    public async Task Temporary_failures_are_retried_at_the_next_start_and_permanent_ones_are_not()
    {
        WriteList([$"{_server.Add("good.png", TestImages.Random(1))},1,x", $"{_server.Add("busy.png", [], status: 503)},2,x", $"{_server.Add("gone.png", [], status: 410)},3,x"]);
        var first = await RunAsync();
        Assert.Equal((1, 2), (first.Indexed, first.Failed));

        _server.Add("busy.png", TestImages.Random(2));
        _server.Add("gone.png", TestImages.Random(3));
        var second = await RunAsync();
        Assert.Equal((2, 1, 1), (second.Indexed, second.Failed, second.DownloadsThisRun));
        Assert.Equal(["3"], second.Failures!.Select(failure => failure.Id));
    }

    [Fact]
    public async Task A_changed_list_does_the_difference_only()
    {
        var urls = Enumerable.Range(0, 10).Select(i => _server.Add($"p{i}.png", TestImages.Random(i))).ToList();
        WriteList(urls.Take(8).Select((url, i) => $"{url},{i},x"));
        await RunAsync();
        WriteList(urls.Skip(2).Select((url, i) => $"{url},{i + 2},x"));
        var second = await RunAsync();

        Assert.Equal((2, 2), (second.DownloadsThisRun, second.EmbeddingsThisRun));
        using var snapshot = OpenSnapshot();
        Assert.Equal(["2", "3", "4", "5", "6", "7", "8", "9"], snapshot.GetItems(0, 99).Select(item => item.ImageId));
    }

    [Fact]
    public async Task The_order_of_the_list_does_not_change_the_snapshot()
    {
        var rows = Enumerable.Range(0, 20).Select(i => $"{_server.Add($"p{i}.png", TestImages.Random(i))},{i},x").ToList();
        WriteList(rows);
        await RunAsync("a");
        rows.Reverse();
        WriteList(rows);
        await RunAsync("b");

        foreach (var section in (string[])["items", "vectors", "graph"])
            Assert.Equal(File.ReadAllBytes(Path.Combine(SnapshotPathOf("a"), section)), File.ReadAllBytes(Path.Combine(SnapshotPathOf("b"), section)));
    }

    [Fact]
    public async Task The_same_bytes_under_two_ids_are_stored_and_embedded_once()
    {
        WriteList([$"{_server.Add("a.png", TestImages.Random(1))},1,x", $"{_server.Add("b.png", TestImages.Random(1))},2,x"]);
        var status = await RunAsync();

        Assert.Equal((2, 2), (status.Indexed, Assert.Single(status.Models).Embedded));
        Assert.Single(Directory.GetFiles(Path.Combine(Data("data"), "images"), "*.png", SearchOption.AllDirectories));
        using var snapshot = OpenSnapshot();
        Assert.Equal((2, 1), (snapshot.Count, snapshot.Manifest.Vectors));
    }

    [Fact]
    public async Task Every_bad_row_has_its_reason_and_every_good_picture_is_indexed()
    {
        var jpegWithoutEnd = TestImages.Random(5)[..200];
        WriteList(
        [
            $"{_server.Add("good1.png", TestImages.Random(1))},1,x",
            $"{_server.Address}/missing.png,2,x",
            $"{_server.Add("page.png", Encoding.UTF8.GetBytes("<!doctype html><html><body>Sign in</body></html>"))},3,x",
            $"{_server.Add("cut.png", jpegWithoutEnd)},4,x",
            $"{_server.Add("empty.png", [])},5,x",
            $"{_server.Add("bomb.png", TestImages.PngHeaderOnly(20_000, 20_000))},6,x",
            $"{_server.Add("good7.png", TestImages.Random(7))},7,x",
            $"{_server.Add("again.png", TestImages.Random(8))},7,x",
            "only-one-column",
            "ftp://a.test/9.png,9,x",
            $"{_server.Add("logo.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>"u8.ToArray())},10,x",
            $"{_server.Add("good11.png", TestImages.Random(11))},11,x",
        ]);
        var status = await RunAsync();

        Assert.Equal("done", status.State);
        using var snapshot = OpenSnapshot();
        Assert.Equal(["1", "11", "7"], snapshot.GetItems(0, 99).Select(item => item.ImageId));
        Assert.Equal((12, 3, 9), (status.Total, status.Indexed, status.Failed));
        Assert.Equal(
            [("2", "http_4xx"), ("3", "not_an_image"), ("4", "truncated"), ("5", "empty"), ("6", "too_many_pixels"), ("7", "duplicate_id"), ("", "too_few_columns"), ("9", "unsupported_scheme"), ("10", "unsupported_format")],
            status.Failures!.Select(f => (f.Id, f.Reason)));
        Assert.Equal(9, status.Reasons.Values.Sum());
        Assert.All(status.Failures!, f => Assert.False(string.IsNullOrWhiteSpace(f.Detail)));
    }

    [Fact]
    public async Task A_list_of_nothing_but_bad_rows_publishes_nothing()
    {
        WriteList([$"{_server.Address}/missing.png,1,x"]);
        var status = await RunAsync();

        Assert.Equal("failed", status.State);
        Assert.False(SnapshotFolder.TryFindLatest(Path.Combine(Data("data"), "snapshots", "builtin"), out _));
    }

    [Fact]
    public async Task Two_workers_do_not_share_a_data_folder()
    {
        WriteList([$"{_server.Add("a.png", TestImages.Random(1))},1,x"]);
        await using var first = Build("data");
        _ = first.Services.GetRequiredService<ICollectionHold>();
        await using var second = Build("data");
        var error = Assert.Throws<Microsoft.Extensions.Options.OptionsValidationException>(() => second.Services.GetRequiredService<ICollectionHold>());
        Assert.Contains("another Worker", error.Message, StringComparison.Ordinal);
    }

    private void WriteList(IEnumerable<string> rows) => File.WriteAllLines(_folder.File("list.csv"), rows.Prepend("url,id,kind"));

    private async Task<IngestStatus> RunAsync(string data = "data")
    {
        await using var app = Build(data);
        var status = app.Services.GetRequiredService<StatusBoard>();
        var result = await app.Services.GetRequiredService<IngestRun>().RunAsync(default);
        var report = app.Services.GetRequiredService<ICatalogReport>();
        await status.ShowReasonsAsync(report, default);
        status.SetState(result.Searchable > 0 ? "done" : "failed");
        return status.Read(await report.FailuresAsync(100, default));
    }

    private WebApplication Build(string data)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.AddWorkerOptions(["--csv", _folder.File("list.csv"), "--data", Data(data), "--models", "builtin", "--Ingest:DownloadAttempts=1"]);
        builder.AddWorker();
        return builder.Build();
    }

    private string Data(string data) => _folder.File(data);

    private string SnapshotPath => SnapshotPathOf("data");

    private string SnapshotPathOf(string data)
    {
        Assert.True(SnapshotFolder.TryFindLatest(Path.Combine(Data(data), "snapshots", "builtin"), out var path));
        return path;
    }

    private Snapshot OpenSnapshot() => Snapshot.Open(SnapshotPath);
}
