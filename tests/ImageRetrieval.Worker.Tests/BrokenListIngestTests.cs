using System.IO.Compression;
using ImageRetrieval.Fixtures;
using ImageRetrieval.Worker.Status;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace ImageRetrieval.Worker.Tests;

/// <summary>What an ingest makes of a list that is half there: the index stays, the other lists go on, and the status tells.</summary>
public sealed class BrokenListIngestTests : IAsyncLifetime
{
    private readonly TestWorker _worker = new();
    private PictureServer _server = null!;

    public async Task InitializeAsync() => _server = await PictureServer.StartAsync();

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        _worker.Dispose();
    }

    [Fact]
    public async Task A_truncated_list_removes_nothing_and_the_other_list_is_applied()
    {
        var cut = _worker.PathOf("cut.csv.gz");
        WriteGzip(cut, Rows(0, 20));
        _worker.WriteList(Rows(20, 22));
        string[] lists = ["--csv", cut, "--csv", _worker.PathOf("list.csv")];
        Assert.Equal(22, (await _worker.RunAsync(lists)).Indexed);

        await File.WriteAllBytesAsync(cut, (await File.ReadAllBytesAsync(cut))[..^40]);
        _worker.WriteList(Rows(21, 24));
        var status = await _worker.RunAsync(lists);
        Assert.Equal((23L, 0L), (status.Indexed, status.Failed));
        Assert.Equal(Enumerable.Range(0, 24).Where(i => i != 20).Select(i => $"{i}").Order(StringComparer.Ordinal), _worker.Indexed());

        WriteGzip(cut, Rows(0, 5));
        Assert.Equal(8, (await _worker.RunAsync(lists)).Indexed);
    }

    [Fact]
    public async Task A_folder_whose_disk_is_not_mounted_keeps_its_pictures()
    {
        var (photos, elsewhere) = (Directory.CreateDirectory(_worker.PathOf("photos")).FullName, _worker.PathOf("unmounted"));
        for (var i = 0; i < 3; i++)
            await File.WriteAllBytesAsync(Path.Combine(photos, $"{i}.png"), TestImages.Random(i));
        _worker.WriteList(Rows(10, 12));
        string[] sources = ["--source", photos, "--csv", _worker.PathOf("list.csv")];
        Assert.Equal(5, (await _worker.RunAsync(sources)).Indexed);

        Directory.Move(photos, elsewhere);
        Directory.CreateDirectory(photos);
        _worker.WriteList(Rows(10, 13));
        Assert.Equal(6, (await _worker.RunAsync(sources)).Indexed);

        Directory.Delete(photos);
        Directory.Move(elsewhere, photos);
        Assert.Equal((6L, 0L), (await _worker.RunAsync(sources)) is var mounted ? (mounted.Indexed, mounted.EmbeddingsThisRun) : default);
    }

    [Fact]
    public async Task A_list_whose_last_rows_are_changed_and_then_break_off_leaves_every_row_as_it_was()
    {
        _worker.WriteList(Rows(0, 6));
        await _worker.RunAsync();
        // Rows at the beginning are other ones; the quote at the end is never closed.
        _worker.WriteList([.. Rows(0, 6).Select(row => row.Replace(".png", ".png?new", StringComparison.Ordinal)), "\"open"]);
        var status = await _worker.RunAsync();

        Assert.Equal((6L, 0L), (status.Indexed, status.DownloadsThisRun));
        using var catalog = _worker.OpenCatalog();
        Assert.All(catalog.Listed(), image => Assert.EndsWith(".png", image.Source.Url, StringComparison.Ordinal));
    }

    [Fact]
    public async Task With_once_the_exit_code_and_the_output_report_a_truncated_list_and_the_index_is_kept()
    {
        var list = _worker.PathOf("list.csv.gz");
        WriteGzip(list, Rows(0, 10));
        string[] arguments = ["--csv", list, "--data", _worker.Data, "--models", "builtin", "--once"];
        await using (var whole = WorkerProcess.Start(arguments))
            Assert.Equal(0, await whole.ExitAsync(TimeSpan.FromMinutes(2)));
        await File.WriteAllBytesAsync(list, (await File.ReadAllBytesAsync(list))[..^9]);

        await using var cut = WorkerProcess.Start(arguments);
        Assert.Equal(1, await cut.ExitAsync(TimeSpan.FromMinutes(2)));
        Assert.Contains("gzip data is truncated", cut.Output, StringComparison.Ordinal);
        Assert.Equal(10, _worker.Indexed().Count);
    }

    [Theory]
    [InlineData(""), InlineData("id,url\n\"0")]
    public async Task A_running_service_keeps_its_images_reports_the_problem_and_reads_the_complete_list_later(string half)
    {
        _worker.WriteList(Rows(0, 3));
        await using var app = await _worker.StartAsync("--Ingest:WatchQuietSeconds=0.1");
        await TestWorker.UntilAsync(() => Status(app) is { State: "done", Indexed: 3 });

        await File.WriteAllTextAsync(_worker.PathOf("list.csv"), half);
        await TestWorker.UntilAsync(() => Status(app) is { State: "failed", Indexed: 3, Message: not null });
        Assert.Equal(["0", "1", "2"], _worker.Indexed());

        _worker.WriteList(Rows(1, 4));
        await TestWorker.UntilAsync(() => Status(app) is { State: "done", Total: 3, Message: null });
        Assert.Equal(["1", "2", "3"], _worker.Indexed());
        await app.StopAsync();
    }

    private IReadOnlyList<string> Rows(int from, int to) => [.. Enumerable.Range(from, to - from).Select(i => $"{_server.Add($"{i}.png", TestImages.Random(i))},{i}")];

    private static void WriteGzip(string path, IEnumerable<string> rows)
    {
        using var gzip = new StreamWriter(new GZipStream(File.Create(path), CompressionLevel.Fastest));
        gzip.Write(string.Concat(rows.Prepend("url,id").Select(row => row + "\n")));
    }

    private static IngestStatus Status(WebApplication app) => app.Services.GetRequiredService<StatusBoard>().Read();
}
