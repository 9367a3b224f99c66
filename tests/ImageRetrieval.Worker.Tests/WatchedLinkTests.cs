using ImageRetrieval.Fixtures;
using ImageRetrieval.Worker.Status;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace ImageRetrieval.Worker.Tests;

/// <summary>Changes behind links are seen, whatever way they are made.</summary>
public sealed class WatchedLinkTests : IAsyncLifetime
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
    public async Task A_linked_list_is_followed_when_its_target_is_edited_or_replaced_and_when_the_link_changes()
    {
        Directory.CreateDirectory(_worker.PathOf("real"));
        Directory.CreateDirectory(_worker.PathOf("links"));
        var (one, two, link) = (_worker.PathOf("real/one.csv"), _worker.PathOf("real/two.csv"), _worker.PathOf("links/l.csv"));
        WriteList(one, 1);
        File.CreateSymbolicLink(link, "../real/one.csv");
        await using var app = await StartAsync("--csv", link);
        await IndexedAsync(app, 1);

        await File.AppendAllTextAsync(one, Row(1));
        await IndexedAsync(app, 2);
        WriteList(two, 3);
        File.Move(two, one, overwrite: true);
        await IndexedAsync(app, 3);
        WriteList(two, 4);
        File.Delete(link);
        File.CreateSymbolicLink(link, "../real/two.csv");
        await IndexedAsync(app, 4);
        await app.StopAsync();
    }

    [Fact]
    public async Task A_mount_that_swaps_its_data_link_as_Kubernetes_does_is_followed()
    {
        var mount = Directory.CreateDirectory(_worker.PathOf("mount")).FullName;
        foreach (var (version, rows) in ((string, int)[])[("..v1", 1), ("..v2", 2)])
            WriteList(Path.Combine(Directory.CreateDirectory(Path.Combine(mount, version)).FullName, "l.csv"), rows);
        Directory.CreateSymbolicLink(Path.Combine(mount, "..data"), "..v1");
        File.CreateSymbolicLink(Path.Combine(mount, "l.csv"), "..data/l.csv");
        await using var app = await StartAsync("--csv", Path.Combine(mount, "l.csv"));
        await IndexedAsync(app, 1);

        Directory.CreateSymbolicLink(Path.Combine(mount, "..data_tmp"), "..v2");
        Posix.Rename(Path.Combine(mount, "..data_tmp"), Path.Combine(mount, "..data"));
        await IndexedAsync(app, 2);
        await app.StopAsync();
    }

    [Fact]
    public async Task A_folder_is_followed_when_its_link_changes_and_when_another_replaces_it()
    {
        foreach (var (name, seed) in ((string, int)[])[("one", 1), ("two", 2), ("three", 3)])
            await File.WriteAllBytesAsync(Path.Combine(Directory.CreateDirectory(_worker.PathOf(name)).FullName, name + ".png"), TestImages.Random(seed));
        var photos = _worker.PathOf("photos");
        Directory.CreateSymbolicLink(photos, "one");
        await using var app = await StartAsync("--source", photos);
        await TestWorker.UntilAsync(() => Status(app).State == "done" && _worker.Indexed() is ["photos/one.png"]);

        Directory.Delete(photos);
        Directory.CreateSymbolicLink(photos, "two");
        await TestWorker.UntilAsync(() => Status(app).State == "done" && _worker.Indexed() is ["photos/two.png"]);
        Directory.Delete(_worker.PathOf("two"), recursive: true);
        Directory.Move(_worker.PathOf("three"), _worker.PathOf("two"));
        await TestWorker.UntilAsync(() => Status(app).State == "done" && _worker.Indexed() is ["photos/three.png"]);
        // The new folder is watched as the old one was.
        await File.WriteAllBytesAsync(_worker.PathOf("two/four.png"), TestImages.Random(4));
        await IndexedAsync(app, 2);
        await app.StopAsync();
    }

    private Task<WebApplication> StartAsync(params string[] args) => _worker.StartAsync(["--Ingest:WatchQuietSeconds=0.05", "--Ingest:WatchPollSeconds=0.1", .. args]);

    private void WriteList(string path, int rows) => File.WriteAllText(path, "id,url\n" + string.Concat(Enumerable.Range(0, rows).Select(Row)));

    private string Row(int number) => $"{number},{_server.Add($"{number}.png", TestImages.Random(number))}\n";

    private static Task IndexedAsync(WebApplication app, int images) => TestWorker.UntilAsync(() => Status(app) is { State: "done" } status && status.Indexed == images && status.Total == images);

    private static IngestStatus Status(WebApplication app) => app.Services.GetRequiredService<StatusBoard>().Read();
}
