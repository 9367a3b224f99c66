namespace ImageRetrieval.VectorIndex.Tests;

public sealed class ContinuedContextTests : IDisposable
{
    private const int Count = 2000;

    private static readonly TestVectors s_vectors = TestVectors.CnnLike(2 * Count, 32, seed: 29);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_added_and_removed_changes_the_rows_around_it()
    {
        Publish(0, Count).Dispose();
        for (int round = 0; round < 5; round++)
            Change(remove: round * 40, add: Count + (round * 60), added: 60);
        using Snapshot snapshot = Latest();
        Assert.Equal(Count, snapshot.Context.Complete);

        double right = 0;
        for (int node = 0; node < snapshot.Context.Count; node++)
        {
            float[] embedding = Embedding(snapshot, node);
            string[] truth = [.. snapshot.SearchExact(embedding, 12).Skip(1).Take(10).Select(hit => hit.ImageId)];
            string[] stored = [.. snapshot.Context[node].Nodes[..10].ToArray().Select(other => snapshot.GetItem(other).ImageId)];
            right += truth.Intersect(stored).Count() / 10.0;
        }

        Assert.True(right / snapshot.Context.Count > 0.985, $"{right / snapshot.Context.Count:0.0000} of the stored neighbours are the nearest.");
    }

    [Fact]
    public void All_rows_are_computed_again_when_the_collection_has_grown_by_half()
    {
        Publish(0, Count).Dispose();
        Change(remove: 0, add: Count, added: 1200);
        using Snapshot snapshot = Latest();
        Assert.Equal(snapshot.Count, snapshot.Context.Complete);
    }

    [Fact]
    public void The_sample_is_drawn_again_when_a_fifth_of_it_is_gone()
    {
        Publish(0, Count).Dispose();
        using (Snapshot first = Latest())
        using (SnapshotBuilder builder = SnapshotBuilder.Continue(first, new HnswOptions()))
        {
            foreach (int node in first.Context.Sample[..100])
                Assert.True(builder.Remove(first.GetItem(node).ImageId));
            builder.Publish(_folder.Path, keepPrevious: 0);
        }

        using Snapshot second = Latest();
        Assert.Equal(300, second.Context.Sample.Length);
        Assert.Equal(Count - 100, second.Context.Complete);
    }

    [Fact]
    public void A_snapshot_without_context_gets_one_at_the_next_publication()
    {
        using (SnapshotBuilder builder = Builder(0, Count))
        {
            builder.StoresContext = false;
            builder.Publish(_folder.Path, keepPrevious: 0);
        }

        Change(remove: 0, add: Count, added: 1);
        using Snapshot snapshot = Latest();
        Assert.True(snapshot.HasContext);
        Assert.Equal(snapshot.Count, snapshot.Context.Complete);
    }

    [Fact]
    public void Equal_work_gives_equal_bytes_on_any_number_of_threads()
    {
        using (Snapshot first = Publish(0, 1500))
        {
            byte[][] contexts = [.. ((int[])[1, 4]).Select(threads =>
            {
                using SnapshotBuilder builder = SnapshotBuilder.Continue(first, new HnswOptions { Threads = threads });
                builder.Remove(SnapshotSamples.ImageId(3));
                string version = builder.Publish(_folder.Path, keepPrevious: 3).Version;
                return File.ReadAllBytes(Path.Combine(_folder.Path, version, "context"));
            })];
            Assert.Equal(contexts[0], contexts[1]);
        }
    }

    private static float[] Embedding(Snapshot snapshot, int position)
    {
        var embedding = new float[snapshot.Dimension];
        Assert.True(snapshot.TryGetEmbedding(snapshot.GetItem(position).ImageId, embedding));
        return embedding;
    }

    private static SnapshotBuilder Builder(int first, int count)
    {
        var builder = new SnapshotBuilder(SnapshotSamples.Space, s_vectors.Dimension, new HnswOptions());
        for (int i = first; i < first + count; i++)
            builder.Add(SnapshotSamples.Item(i), s_vectors[i]);
        return builder;
    }

    private Snapshot Publish(int first, int count)
    {
        using SnapshotBuilder builder = Builder(first, count);
        return Snapshot.Open(Path.Combine(_folder.Path, builder.Publish(_folder.Path, keepPrevious: 3).Version));
    }

    private void Change(int remove, int add, int added)
    {
        using Snapshot latest = Latest();
        using SnapshotBuilder builder = SnapshotBuilder.Continue(latest, new HnswOptions());
        for (int i = remove; i < remove + 40; i++)
            Assert.True(builder.Remove(SnapshotSamples.ImageId(i)));
        for (int i = add; i < add + added; i++)
            builder.Add(SnapshotSamples.Item(i), s_vectors[i]);
        builder.Publish(_folder.Path, keepPrevious: 3);
    }

    private Snapshot Latest()
    {
        Assert.True(SnapshotFolder.TryFindLatest(_folder.Path, out string? path));
        return Snapshot.Open(path);
    }
}
