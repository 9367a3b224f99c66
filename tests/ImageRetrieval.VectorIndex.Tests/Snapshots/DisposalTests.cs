namespace ImageRetrieval.VectorIndex.Tests;

public sealed class DisposalTests : IDisposable
{
    private static readonly TestVectors s_vectors = TestVectors.Random(1500, 16, seed: 81);

    private readonly TemporaryFolder _folder = new();
    private readonly string _path;

    public DisposalTests() => _path = SnapshotSamples.Publish(_folder.Path, s_vectors);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void After_disposal_every_call_throws()
    {
        Snapshot snapshot = Snapshot.Open(_path);
        snapshot.Dispose();
        snapshot.Dispose();
        Assert.Throws<ObjectDisposedException>(() => snapshot.Search(s_vectors[0], 1, 1));
        Assert.Throws<ObjectDisposedException>(() => snapshot.SearchExact(s_vectors[0], 1));
        Assert.Throws<ObjectDisposedException>(() => snapshot.TryGetItem("img-0", out _));
        Assert.Throws<ObjectDisposedException>(() => snapshot.GetItem(0));
        Assert.Throws<ObjectDisposedException>(() => snapshot.GetItems(0, 1));
        Assert.Throws<ObjectDisposedException>(() => snapshot.TryGetEmbedding("img-0", new float[16]));
        Assert.Equal(1500, snapshot.Manifest.Count);
    }

    // Reading unmapped memory would end the test process, not fail an assertion.
    [Fact]
    public void Searches_in_flight_finish_and_later_ones_are_refused()
    {
        for (int round = 0; round < 20; round++)
        {
            Snapshot snapshot = Snapshot.Open(_path, verify: false);
            IReadOnlyList<SearchHit> expected = snapshot.Search(s_vectors[7], 5, 30);
            using var started = new CountdownEvent(4);
            Task<int>[] searchers = [.. Enumerable.Range(0, 4).Select(_ => OnOwnThread(() => SearchUntilDisposed(snapshot, expected, started)))];
            started.Wait();
            snapshot.Dispose();
            Assert.All(searchers, searcher => Assert.InRange(searcher.GetAwaiter().GetResult(), 1, int.MaxValue));
        }
    }

    [Fact]
    public void The_files_are_unmapped_after_the_last_call_and_not_before()
    {
        if (!OperatingSystem.IsLinux())
            return;
        string vectors = Path.Combine(_path, "vectors");
        Manifest manifest = ManifestFile.Read(Path.Combine(_path, "manifest.json"));
        using MappedSection section = MappedSection.Open(_path, "vectors", VectorsSection.Magic, manifest, manifest.Vectors, verify: true);
        var mapping = new SnapshotMapping(section);
        SnapshotMapping.Lease lease = mapping.Acquire();
        mapping.Dispose();
        Assert.Contains(vectors, File.ReadAllText("/proc/self/maps"), StringComparison.Ordinal);
        Assert.Throws<ObjectDisposedException>(() => mapping.Acquire().Dispose());
        lease.Dispose();
        Assert.DoesNotContain(vectors, File.ReadAllText("/proc/self/maps"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_refused_snapshot_leaves_nothing_mapped()
    {
        if (!OperatingSystem.IsLinux())
            return;
        File.WriteAllBytes(Path.Combine(_path, "graph"), new byte[500]);
        Assert.Throws<SnapshotException>(() => Snapshot.Open(_path));
        Assert.DoesNotContain(_path, File.ReadAllText("/proc/self/maps"), StringComparison.Ordinal);
    }

    // The thread pool would begin the third and fourth searcher only after a while.
    private static Task<int> OnOwnThread(Func<int> search) =>
        Task.Factory.StartNew(search, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static int SearchUntilDisposed(Snapshot snapshot, IReadOnlyList<SearchHit> expected, CountdownEvent started)
    {
        int searches = 0;
        try
        {
            while (true)
            {
                Assert.Equal(expected, snapshot.Search(s_vectors[7], 5, 30));
                if (++searches == 1)
                    started.Signal();
            }
        }
        catch (ObjectDisposedException)
        {
            return searches;
        }
    }
}
