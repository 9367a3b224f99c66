namespace ImageRetrieval.VectorIndex.Tests;

public sealed class ContinuedSnapshotTests : IDisposable
{
    private const int Count = 1500;

    private static readonly TestVectors s_vectors = TestVectors.CnnLike(Count + 100, 32, seed: 81);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_added_and_removed_is_the_difference_and_the_rest_stays()
    {
        PublishFirst();
        using Snapshot first = Latest();
        using (SnapshotBuilder builder = SnapshotBuilder.Continue(first, new HnswOptions()))
        {
            Assert.True(builder.Remove(SnapshotSamples.ImageId(3)));
            Assert.False(builder.Remove(SnapshotSamples.ImageId(3)));
            Assert.False(builder.Remove("nobody"));
            for (int i = Count; i < Count + 100; i++)
                builder.Add(SnapshotSamples.Item(i), s_vectors[i]);
            // A changed image: removed and added again, under its own name.
            builder.Remove(SnapshotSamples.ImageId(5));
            builder.Add(SnapshotSamples.Item(5), s_vectors[3]);
            Assert.Equal(Count + 99, builder.Count);
            builder.Publish(_folder.Path, keepPrevious: 1);
        }

        using Snapshot second = Latest();
        Assert.Equal(Count + 99, second.Count);
        Assert.False(second.TryGetItem(SnapshotSamples.ImageId(3), out _));
        Assert.True(second.TryGetItem(SnapshotSamples.ImageId(Count + 50), out _));
        Assert.Equal(SnapshotSamples.ImageId(5), second.Search(s_vectors[3], 1, 80)[0].ImageId);
        Assert.Equal(SnapshotSamples.ImageId(Count + 7), second.Search(s_vectors[Count + 7], 1, 80)[0].ImageId);
        for (int q = 0; q < Count; q += 100)
            Assert.True(Overlap(second.SearchExact(s_vectors[q], 10), second.Search(s_vectors[q], 10, 80)) >= 9);
    }

    [Fact]
    public void Its_content_hash_is_that_of_the_same_content_collected_anew()
    {
        PublishFirst();
        using Snapshot first = Latest();
        using SnapshotBuilder continued = SnapshotBuilder.Continue(first, new HnswOptions());
        continued.Remove(SnapshotSamples.ImageId(0));
        continued.Add(SnapshotSamples.Item(Count), s_vectors[Count]);
        using var anew = new SnapshotBuilder("space", 32, new HnswOptions());
        for (int i = 1; i <= Count; i++)
            anew.Add(SnapshotSamples.Item(i), s_vectors[i]);
        Assert.Equal(anew.ComputeContentHash(), continued.ComputeContentHash());
    }

    [Fact]
    public void The_snapshot_may_be_disposed_while_the_builder_works_on()
    {
        PublishFirst();
        Snapshot first = Latest();
        using SnapshotBuilder builder = SnapshotBuilder.Continue(first, new HnswOptions());
        first.Dispose();
        builder.Add(SnapshotSamples.Item(Count), s_vectors[Count]);
        builder.Publish(_folder.Path, keepPrevious: 0);
        using Snapshot second = Latest();
        Assert.Equal(Count + 1, second.Count);
        Assert.Throws<ObjectDisposedException>(() => SnapshotBuilder.Continue(first, new HnswOptions()));
    }

    [Fact]
    public void An_added_image_cannot_be_removed_and_a_disposed_builder_refuses_all_calls()
    {
        PublishFirst();
        using Snapshot first = Latest();
        SnapshotBuilder builder = SnapshotBuilder.Continue(first, new HnswOptions());
        builder.Add(SnapshotSamples.Item(Count), s_vectors[Count]);
        Assert.True(builder.Contains(SnapshotSamples.ImageId(Count)));
        Assert.Throws<ArgumentException>(() => builder.Remove(SnapshotSamples.ImageId(Count)));
        builder.Dispose();
        builder.Dispose();
        Assert.Throws<ObjectDisposedException>(() => builder.Remove(SnapshotSamples.ImageId(1)));
        Assert.Throws<ObjectDisposedException>(() => builder.Publish(_folder.Path, 0));
        Assert.NotEmpty(first.Search(s_vectors[0], 1, 10));
    }

    private static int Overlap(IReadOnlyList<SearchHit> truth, IReadOnlyList<SearchHit> found) =>
        truth.Select(h => h.ImageId).Intersect(found.Select(h => h.ImageId)).Count();

    private void PublishFirst()
    {
        using var builder = new SnapshotBuilder("space", 32, new HnswOptions());
        for (int i = 0; i < Count; i++)
            builder.Add(SnapshotSamples.Item(i), s_vectors[i]);
        builder.Publish(_folder.Path, keepPrevious: 0);
    }

    private Snapshot Latest()
    {
        Assert.True(SnapshotFolder.TryFindLatest(_folder.Path, out string? path));
        return Snapshot.Open(path);
    }
}
