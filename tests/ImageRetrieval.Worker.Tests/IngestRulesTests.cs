using System.Net.Http.Json;
using ImageRetrieval.Collection.Catalog;
using ImageRetrieval.Fixtures;
using ImageRetrieval.VectorIndex;

namespace ImageRetrieval.Worker.Tests;

/// <summary>What one pass makes of duplicates, changes, placeholders, files and doubtful snapshots.</summary>
public sealed class IngestRulesTests : IAsyncLifetime
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
    public async Task The_same_pixels_in_other_bytes_are_embedded_once_in_this_run_and_in_a_later_one()
    {
        var picture = TestImages.Random(1);
        // Bytes behind the end of a PNG change the file and no pixel.
        _worker.WriteList([$"{_server.Add("a.png", picture)},1", $"{_server.Add("b.png", [.. picture, 1])},2", $"{_server.Add("c.png", TestImages.Random(2))},3"]);
        var first = await _worker.RunAsync("--Ingest:EmbedConcurrency=1");
        Assert.Equal((3L, 2L), (first.Indexed, first.EmbeddingsThisRun));

        _worker.WriteList([$"{_server.Address}/a.png,1", $"{_server.Add("d.png", [.. picture, 2])},4"]);
        var second = await _worker.RunAsync();
        Assert.Equal((2L, 0L, 2L), (second.Indexed, second.EmbeddingsThisRun, second.Models.Single().Embedded));
        using var snapshot = _worker.OpenSnapshot();
        var (one, four) = (new float[snapshot.Dimension], new float[snapshot.Dimension]);
        Assert.True(snapshot.TryGetEmbedding("1", one) && snapshot.TryGetEmbedding("4", four));
        Assert.Equal(one, four);
    }

    [Fact]
    public async Task A_damaged_picture_is_indexed_counted_and_listed()
    {
        var sound = TestImages.Random(1);
        // A wrong checksum of the pixels' chunk.
        var broken = sound.ToArray();
        broken[broken.AsSpan().IndexOf("IEND"u8) - 5] ^= 1;
        _worker.WriteList([$"{_server.Add("a.png", sound)},1", $"{_server.Add("b.png", broken)},2"]);
        var status = await _worker.RunAsync();
        Assert.Equal((2L, 0L, 1L), (status.Indexed, status.Failed, status.Damaged));
        Assert.Equal(["1", "2"], _worker.Indexed().Order());
        await using (var app = await _worker.StartAsync())
        {
            using var http = new HttpClient { BaseAddress = new(app.Urls.Single()) };
            var listed = (await http.GetFromJsonAsync<System.Text.Json.JsonElement>("/status")).GetProperty("damagedImages").EnumerateArray().Single();
            Assert.Equal(("2", 3), (listed.GetProperty("id").GetString(), listed.GetProperty("line").GetInt32()));
            Assert.NotEmpty(listed.GetProperty("detail").GetString()!);
        }

        // It is no longer listed when it is gone.
        _worker.WriteList([$"{_server.Address}/a.png,1"]);
        Assert.Equal(0, (await _worker.RunAsync()).Damaged);
    }

    [Fact]
    public async Task A_placeholder_is_omitted_with_its_reason_only_when_requested()
    {
        var placeholder = TestImages.Random(99);
        _worker.WriteList([.. Enumerable.Range(0, 4).Select(i => $"{_server.Add($"x{i}.png", placeholder)},x{i}"), $"{_server.Add("good.png", TestImages.Random(1))},good"]);
        Assert.Equal(5, (await _worker.RunAsync()).Indexed);

        var asked = await _worker.RunAsync("--Ingest:PlaceholderUrls=3");
        Assert.Equal((1L, 4L, 4L), (asked.Indexed, asked.Failed, asked.Reasons["placeholder"]));
        Assert.Equal(["good"], _worker.Indexed());

        Assert.Equal((5L, 0L), (await _worker.RunAsync()) is var again ? (again.Indexed, again.EmbeddingsThisRun) : default);
        Assert.Equal(5, _worker.Indexed().Count);
    }

    [Fact]
    public async Task A_placeholder_that_shows_itself_during_the_run_does_not_reach_its_last_snapshot()
    {
        _worker.WriteList([.. Enumerable.Range(0, 4).Select(i => $"{_server.Add($"x{i}.png", TestImages.Random(99))},x{i}"), $"{_server.Add("good.png", TestImages.Random(1))},good"]);
        var status = await _worker.RunAsync("--Ingest:PlaceholderUrls=3");
        Assert.Equal((1L, 4L, 1L), (status.Indexed, status.Failed, status.Downloaded));
        Assert.Equal(["good"], _worker.Indexed());
    }

    [Fact]
    public async Task A_folder_and_a_list_make_one_collection_and_only_a_changed_file_is_embedded_again()
    {
        var folder = Directory.CreateDirectory(_worker.PathOf("photos/sub")).Parent!.FullName;
        await File.WriteAllBytesAsync(Path.Combine(folder, "a.png"), TestImages.Random(1));
        await File.WriteAllBytesAsync(Path.Combine(folder, "sub", "b.png"), TestImages.Random(2));
        await File.WriteAllTextAsync(_worker.PathOf("list.jsonl"), $$"""{"url":"{{_server.Add("c.png", TestImages.Random(3))}}","id":"c","kind":"fish"}""");
        string[] sources = ["--source", folder, "--csv", _worker.PathOf("list.jsonl")];
        await _worker.RunAsync(sources);
        Assert.Equal(["c", "photos/a.png", "photos/sub/b.png"], _worker.Indexed());
        using (var snapshot = _worker.OpenSnapshot())
        {
            Assert.True(snapshot.TryGetItem("photos/sub/b.png", out var item) && snapshot.TryGetItem("c", out _));
            Assert.Equal("sub", item.Fields["meta.folder"]);
        }

        await File.WriteAllBytesAsync(Path.Combine(folder, "a.png"), TestImages.Random(4, 70, 50));
        File.Delete(Path.Combine(folder, "sub", "b.png"));
        var second = await _worker.RunAsync(sources);
        Assert.Equal((1L, 1L, 2L), (second.DownloadsThisRun, second.EmbeddingsThisRun, second.Indexed));
        Assert.Equal(["c", "photos/a.png"], _worker.Indexed());
    }

    [Fact]
    public async Task Csv_accepts_folders_and_lists_and_source_is_repeatable()
    {
        string[] folders = ["pets", "trips", "plants"];
        foreach (var (name, seed) in folders.Select((name, seed) => (name, seed)))
            await File.WriteAllBytesAsync(Path.Combine(Directory.CreateDirectory(_worker.PathOf(name)).FullName, "a.png"), TestImages.Random(seed));
        _worker.WriteList([$"{_server.Add("c.png", TestImages.Random(3))},c"]);

        // Relative to the current folder, as people type them.
        string Relative(string name) => Path.GetRelativePath(Environment.CurrentDirectory, _worker.PathOf(name));
        await _worker.RunAsync("--csv", Relative("list.csv"), "--csv", Relative("pets"), "--source", Relative("trips"), $"--source={Relative("plants")}");

        Assert.Equal(["c", "pets/a.png", "plants/a.png", "trips/a.png"], _worker.Indexed());
    }

    [Fact]
    public async Task A_list_may_name_files_under_allowed_folders_alone()
    {
        var folder = Directory.CreateDirectory(_worker.PathOf("photos")).FullName;
        await File.WriteAllBytesAsync(Path.Combine(folder, "a.png"), TestImages.Random(1));
        await File.WriteAllBytesAsync(_worker.PathOf("b.png"), TestImages.Random(2));
        _worker.WriteList([$"file://{folder}/a.png,1", $"file://{_worker.PathOf("b.png")},2"]);

        Assert.Equal(2, (await _worker.RunAsync()).Reasons["forbidden_path"]);
        using (var catalog = _worker.OpenCatalog())
            catalog.Retry(null, null);
        var status = await _worker.RunAsync("--Ingest:AllowedRoots=" + folder);
        Assert.Equal((1L, 1L), (status.Indexed, status.Reasons["forbidden_path"]));
    }

    [Fact]
    public async Task A_refresh_downloads_what_has_changed_and_keeps_the_rest_even_when_its_server_is_gone()
    {
        string[] names = ["same", "changed", "gone"];
        _worker.WriteList(names.Select((name, i) => $"{_server.Add(name + ".png", TestImages.Random(i))},{name}"));
        await _worker.RunAsync();
        _server.Add("changed.png", TestImages.Random(7));
        _server.Add("gone.png", [], status: 500);
        var without = await _worker.RunAsync();
        Assert.Equal(0, without.DownloadsThisRun);

        var status = await _worker.RunAsync("--Ingest:RefreshHours=0.0000001");
        Assert.Equal((1L, 1L, 3L, 0L, 3L), (status.DownloadsThisRun, status.EmbeddingsThisRun, status.Indexed, status.Failed, status.Downloaded));
        Assert.Equal(3, status.Models.Single().Embedded);
        Assert.Equal(3, _worker.Indexed().Count);
    }

    [Fact]
    public async Task A_snapshot_that_fails_its_check_is_rejected_and_the_previous_one_stays_in_use()
    {
        _worker.WriteList(Enumerable.Range(0, 12).Select(i => $"{_server.Add($"{i}.png", TestImages.Random(i))},{i}"));
        await _worker.RunAsync();
        _worker.WriteList(Enumerable.Range(0, 1100).Select(i => $"{_server.Add($"{i}.png", TestImages.Random(i, 16, 16))},{i}"));

        // With one candidate over more images than are searched exactly, not all of the true nearest can be found.
        var status = await _worker.RunAsync("--Publish:RecallFloor=1", "--Publish:CheckEfSearch=1", "--Publish:CheckQueries=400", "--Publish:MaxTimeShare=0");
        Assert.Equal(12, _worker.Indexed().Count);
        Assert.Contains("Publish:RecallFloor", status.Models.Single().Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_worker.Data, "snapshots", ".staging", "builtin")));

        await _worker.RunAsync("--Publish:RecallFloor=0.5");
        Assert.Equal(1100, _worker.Indexed().Count);
    }

    [Fact]
    public async Task A_snapshot_of_an_earlier_version_without_context_is_published_again_once()
    {
        _worker.WriteList(Enumerable.Range(0, 30).Select(i => $"{_server.Add($"{i}.png", TestImages.Random(i))},{i}"));
        await _worker.RunAsync();
        var folder = Path.Combine(_worker.Data, "snapshots", "builtin");
        using (var newest = _worker.OpenSnapshot())
        using (var builder = SnapshotBuilder.Continue(newest, new HnswOptions()))
        {
            builder.StoresContext = false;
            Assert.Equal("00000002", builder.Publish(folder, keepPrevious: 5).Version);
        }

        for (var i = 0; i < 2; i++)
        {
            var status = await _worker.RunAsync();
            Assert.Equal((0L, 0L), (status.DownloadsThisRun, status.EmbeddingsThisRun));
            using var snapshot = _worker.OpenSnapshot();
            Assert.True(snapshot.HasContext);
            Assert.Equal(("00000003", 30), (snapshot.Manifest.Version, snapshot.Count));
        }
    }

    [Fact]
    public async Task A_lost_file_is_downloaded_again_and_a_state_that_the_embeddings_deny_is_corrected()
    {
        _worker.WriteList(Enumerable.Range(0, 3).Select(i => $"{_server.Add($"{i}.png", TestImages.Random(i))},{i}"));
        await _worker.RunAsync();
        using (var catalog = _worker.OpenCatalog())
        {
            Assert.All(catalog.StoredStates("", 9), row => Assert.Equal((ImageState.Embedded, "builtin"), (row.State, row.Models)));
            File.Delete(Directory.GetFiles(Path.Combine(_worker.Data, "images"), catalog.StoredStates("", 9)[0].File.Sha256[2..] + ".*", SearchOption.AllDirectories).Single());
        }
        Directory.Delete(Path.Combine(_worker.Data, "vectors"), recursive: true);

        var status = await _worker.RunAsync();
        Assert.Equal((1L, 3L, 3L), (status.DownloadsThisRun, status.EmbeddingsThisRun, status.Indexed));
    }
}
