using ImageRetrieval.Collection.Embedded;
using ImageRetrieval.Collection.Embedded.Maps;
using ImageRetrieval.Fixtures;

namespace ImageRetrieval.Worker.Tests.Maps;

/// <summary>When the Worker computes the map of the collection.</summary>
public sealed class MapTests : IDisposable
{
    private readonly TestWorker _worker = new();

    private string MapFilePath => new DataLayout(_worker.Data).MapOf("builtin");

    public void Dispose() => _worker.Dispose();

    [Fact]
    public async Task A_run_that_ends_leaves_the_map_of_what_it_published()
    {
        Paint(8);
        await _worker.RunAsync("--source", _worker.PathOf("pictures"), "--Ingest:Once=true");
        var map = MapFile.Read(MapFilePath)!;
        Assert.Equal(_worker.Indexed(), map.ImageIds.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_service_computes_the_map_in_the_background_and_that_of_new_images_too()
    {
        Paint(8);
        await using var app = await _worker.StartAsync("--source", _worker.PathOf("pictures"), "--Ingest:WatchQuietSeconds=0.1", "--Ingest:WatchPollSeconds=0.2");
        await TestWorker.UntilAsync(() => Images() == 8);
        Paint(9);
        await TestWorker.UntilAsync(() => Images() == 9);
        await app.StopAsync();
    }

    [Fact]
    public async Task Maps_can_be_disabled_and_limited()
    {
        Paint(6);
        await _worker.RunAsync("--source", _worker.PathOf("pictures"), "--Ingest:Once=true", "--Map:Enabled=false");
        Assert.False(File.Exists(MapFilePath));
        await _worker.RunAsync("--source", _worker.PathOf("pictures"), "--Ingest:Once=true", "--Map:MaxImages=5");
        Assert.Equal(5, MapFile.Read(MapFilePath)!.Head.Limit);
    }

    [Fact]
    public async Task A_map_that_cannot_be_written_is_logged_and_the_run_succeeds()
    {
        Paint(6);
        // A file where the folder of the maps would be.
        Directory.CreateDirectory(_worker.Data);
        await File.WriteAllTextAsync(Path.GetDirectoryName(MapFilePath)!, "");
        var log = new CapturedLog();
        var status = await _worker.RunAsync(null, log, "--source", _worker.PathOf("pictures"), "--Ingest:Once=true");
        Assert.Equal(6, status.Indexed);
        Assert.Contains(log.Lines, line => line.Contains("The map of snapshot", StringComparison.Ordinal));
    }

    private int Images()
    {
        try
        {
            return MapFile.Read(MapFilePath)?.ImageIds.Count ?? 0;
        }
        catch (MapException)
        {
            return 0;
        }
    }

    private void Paint(int count)
    {
        Directory.CreateDirectory(_worker.PathOf("pictures"));
        for (var seed = 1; seed <= count; seed++)
            File.WriteAllBytes(Path.Combine(_worker.PathOf("pictures"), $"{seed}.png"), TestImages.Random(seed, 48, 32));
    }
}
