using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using ImageRetrieval.Fixtures;
using ImageRetrieval.VectorIndex;

namespace ImageRetrieval.Worker.Tests;

/// <summary>Models that combine others, from the list to the snapshot: each network runs once for an image.</summary>
public sealed class CombinedIngestTests : IDisposable
{
    private const int Images = 6;

    private readonly TestWorker _worker = new();
    private readonly ConcurrentDictionary<string, int> _runs = new();
    private readonly MeterListener _listener = new();

    public CombinedIngestTests()
    {
        // The built-in weights under other names, so that other tests do not count; 'whole' and 'middle' read different pixels.
        File.WriteAllText(_worker.PathOf("models.json"), """
            { "models": [
              { "name": "combined-both", "combine": [ { "model": "combined-whole" }, { "model": "combined-middle", "weight": 0.5 } ] },
              { "name": "combined-whole", "file": "embedded:builtin.onnx", "dimension": 884, "featureTensor": "embedding",
                "preprocessing": { "name": "whole", "rule": "stretch", "resize": 128, "crop": 128, "mean": [0, 0, 0], "std": [1, 1, 1] } },
              { "name": "combined-middle", "file": "embedded:builtin.onnx", "dimension": 884, "featureTensor": "embedding",
                "preprocessing": { "name": "middle", "rule": "shorter-side-crop", "resize": 160, "crop": 128, "mean": [0, 0, 0], "std": [1, 1, 1] } }
            ] }
            """);
        Directory.CreateDirectory(_worker.PathOf("pictures"));
        for (var i = 0; i < Images; i++)
            File.WriteAllBytes(Path.Combine(_worker.PathOf("pictures"), $"{i}.png"), TestImages.Random(i));

        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name is "vision.inference.duration")
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>((_, _, tags, _) =>
        {
            foreach (var (key, value) in tags)
            {
                if (key == "model")
                    _runs.AddOrUpdate((string)value!, 1, (_, runs) => runs + 1);
            }
        });
        _listener.Start();
    }

    public void Dispose()
    {
        _listener.Dispose();
        _worker.Dispose();
    }

    [Fact]
    public async Task A_combination_is_made_of_what_its_parts_gave_in_the_same_pass()
    {
        var status = await RunAsync("combined-both,combined-whole,combined-middle");
        Assert.Equal((Images, 0), (status.Indexed, status.Failed));
        Assert.Equal((Images, Images), (_runs["combined-whole"], _runs["combined-middle"]));
        AssertSideBySide();
    }

    [Fact]
    public async Task Alone_it_runs_each_network_once_and_a_second_pass_none()
    {
        await RunAsync("combined-both");
        await RunAsync("combined-both");
        Assert.Equal((Images, Images), (_runs["combined-whole"], _runs["combined-middle"]));
        Assert.False(Directory.Exists(Path.Combine(_worker.Data, "snapshots", "combined-whole")));
    }

    [Fact]
    public async Task What_a_part_gave_in_an_earlier_run_is_not_computed_again()
    {
        await RunAsync("combined-whole");
        await RunAsync("combined-whole,combined-both");
        Assert.Equal((Images, Images), (_runs["combined-whole"], _runs["combined-middle"]));
        await RunAsync("combined-middle");
        AssertSideBySide();
    }

    private Task<Status.IngestStatus> RunAsync(string models) =>
        _worker.RunAsync("--source", _worker.PathOf("pictures"), "--model-list", _worker.PathOf("models.json"), "--models", models);

    private void AssertSideBySide()
    {
        using var both = Open("combined-both");
        using var whole = Open("combined-whole");
        using var middle = Open("combined-middle");
        Assert.Equal(2 * 884, both.Dimension);
        var length = Math.Sqrt(1 + 0.25);
        var items = both.GetItems(0, int.MaxValue);
        Assert.Equal(Images, items.Count);
        foreach (var item in items)
        {
            var vector = Vector(both, item.ImageId);
            float[] expected = [.. Vector(whole, item.ImageId).Select(value => (float)(value / length)), .. Vector(middle, item.ImageId).Select(value => (float)(value * 0.5 / length))];
            for (var at = 0; at < vector.Length; at++)
                Assert.Equal(expected[at], vector[at], 1e-5f);
        }
    }

    private static float[] Vector(Snapshot snapshot, string image)
    {
        var vector = new float[snapshot.Dimension];
        Assert.True(snapshot.TryGetEmbedding(image, vector));
        return vector;
    }

    private Snapshot Open(string model)
    {
        Assert.True(SnapshotFolder.TryFindLatest(Path.Combine(_worker.Data, "snapshots", model), out var path));
        return Snapshot.Open(path);
    }
}
