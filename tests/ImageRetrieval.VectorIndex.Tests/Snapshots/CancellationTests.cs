namespace ImageRetrieval.VectorIndex.Tests;

/// <summary>Whoever no longer waits for an answer stops the scan that makes it.</summary>
public sealed class CancellationTests : IDisposable
{
    private const int Images = 5000;

    private readonly TemporaryFolder _folder = new();
    private readonly Snapshot _snapshot;

    public CancellationTests()
    {
        var vectors = TestVectors.Random(Images, 8, seed: 1);
        var builder = new SnapshotBuilder("space", vectors.Dimension, new HnswOptions());
        for (int i = 0; i < Images; i++)
            builder.Add(new SnapshotItem($"{i}", new Dictionary<string, string>()), vectors[i]);
        builder.Publish(_folder.Path, keepPrevious: 0);
        Assert.True(SnapshotFolder.TryFindLatest(_folder.Path, out string path));
        _snapshot = Snapshot.Open(path);
    }

    public void Dispose()
    {
        _snapshot.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_filter_that_is_being_made_stops_at_the_next_item()
    {
        using var stop = new CancellationTokenSource();
        int asked = 0;
        Assert.Throws<OperationCanceledException>(() => _snapshot.Filter(_ =>
        {
            if (++asked == 10)
                stop.Cancel();
            return true;
        }, stop.Token));
        Assert.Equal(10, asked);
    }

    [Fact]
    public void Exact_searches_stop_whether_they_were_asked_for_or_chosen()
    {
        var query = new float[8];
        query[0] = 1;
        var stopped = new CancellationToken(canceled: true);
        Assert.Throws<OperationCanceledException>(() => _snapshot.SearchExact(query, 10, filter: null, stopped));
        // So many are wanted that the scan is cheaper than the graph.
        Assert.Throws<OperationCanceledException>(() => _snapshot.Search(query, Images, efSearch: 10, filter: null, stopped));
        Assert.Equal(10, _snapshot.SearchExact(query, 10).Count);
    }

    [Fact]
    public void A_page_of_a_filter_is_a_page_of_its_items()
    {
        SnapshotFilter even = _snapshot.Filter(item => int.Parse(item.ImageId, System.Globalization.CultureInfo.InvariantCulture) % 2 == 0);
        List<string> all = [.. _snapshot.GetItems(0, Images).Select(item => item.ImageId).Where(id => "02468".Contains(id[^1], StringComparison.Ordinal))];
        Assert.Equal(all.GetRange(100, 30), _snapshot.GetItems(even, 100, 30).Select(item => item.ImageId));
        Assert.Equal(5, _snapshot.GetItems(even, even.Count - 5, 30).Count);
        Assert.Empty(_snapshot.GetItems(even, even.Count, 30));
        Assert.Empty(_snapshot.GetItems(even, 0, 0));
        using Snapshot other = Snapshot.Open(Path.Combine(_folder.Path, _snapshot.Manifest.Version));
        Assert.Throws<ArgumentException>(() => other.GetItems(even, 0, 1));
    }
}
