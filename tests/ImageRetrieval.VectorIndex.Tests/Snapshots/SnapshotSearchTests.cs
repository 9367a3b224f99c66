namespace ImageRetrieval.VectorIndex.Tests;

public sealed class SnapshotSearchTests : IDisposable
{
    private const int Count = 3000;

    private static readonly TestVectors s_vectors = TestVectors.CnnLike(Count + 50, 32, seed: 82);

    private readonly TemporaryFolder _folder = new();
    private readonly string _path;

    public SnapshotSearchTests() => _path = Publish(new HnswOptions());

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void With_its_vectors_on_the_disk_it_answers_the_same()
    {
        using Snapshot mapped = Snapshot.Open(_path);
        using Snapshot onDisk = Snapshot.Open(_path, verify: true, VectorPlacement.OnDisk);
        for (int q = Count; q < Count + 50; q++)
        {
            Assert.Equal(mapped.Search(s_vectors[q], 10, 64), onDisk.Search(s_vectors[q], 10, 64));
            Assert.Equal(mapped.SearchExact(s_vectors[q], 10), onDisk.SearchExact(s_vectors[q], 10));
        }
    }

    [Fact]
    public void Without_codes_vectors_cannot_stay_on_the_disk()
    {
        string path = Publish(new HnswOptions { Codes = VectorCodes.None });
        Assert.False(File.Exists(Path.Combine(path, "codes")));
        using (Snapshot snapshot = Snapshot.Open(path))
            Assert.Equal(VectorCodes.None, snapshot.Manifest.Codes);
        var e = Assert.Throws<ArgumentException>(() => Snapshot.Open(path, vectors: VectorPlacement.OnDisk));
        Assert.Contains("has no codes", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_filter_lets_through_what_its_condition_does_and_is_kept_for_more_searches()
    {
        using Snapshot snapshot = Snapshot.Open(_path);
        SnapshotFilter even = snapshot.Filter(item => int.Parse(item.Fields["number"], System.Globalization.CultureInfo.InvariantCulture) % 2 == 0);
        Assert.Equal(Count / 2, even.Count);
        for (int q = Count; q < Count + 20; q++)
        {
            IReadOnlyList<SearchHit> found = snapshot.Search(s_vectors[q], 10, 64, even);
            IReadOnlyList<SearchHit> truth = snapshot.SearchExact(s_vectors[q], 10, even);
            Assert.All(found, hit => Assert.EndsWith("0", hit.ImageId.Replace("2", "0").Replace("4", "0").Replace("6", "0").Replace("8", "0"), StringComparison.Ordinal));
            Assert.True(found.Intersect(truth).Count() >= 8);
        }

        using Snapshot other = Snapshot.Open(_path);
        Assert.Throws<ArgumentException>(() => other.Search(s_vectors[0], 1, 1, even));
        Assert.Empty(snapshot.Search(s_vectors[0], 5, 10, snapshot.Filter(_ => false)));
    }

    [Fact]
    public void All_of_at_least_a_score_are_found()
    {
        using Snapshot snapshot = Snapshot.Open(_path);
        string[] expected = [.. snapshot.SearchExact(s_vectors[Count], Count).Where(hit => hit.Score >= 0.7f).Select(hit => hit.ImageId)];
        string[] found = [.. snapshot.SearchWithin(s_vectors[Count], 0.7f, efSearch: 64).Select(hit => hit.ImageId)];
        Assert.NotEmpty(expected);
        Assert.InRange(expected.Except(found).Count(), 0, expected.Length / 20);
        Assert.Empty(found.Except(expected));
    }

    [Fact]
    public void Sixteen_readers_never_see_a_wrong_answer_while_snapshots_are_swapped()
    {
        string[] paths = [_path, Publish(new HnswOptions { Codes = VectorCodes.None }), Publish(new HnswOptions { M = 8 })];
        string[] expected = [.. Enumerable.Range(0, 50).Select(q => $"image {q}")];
        Snapshot live = Snapshot.Open(paths[0]);
        using var stop = new CancellationTokenSource();
        long answers = 0;
        var readers = new Thread[16];
        var errors = new System.Collections.Concurrent.ConcurrentQueue<Exception>();
        for (int t = 0; t < readers.Length; t++)
        {
            int own = t;
            readers[t] = new Thread(() => Read(own));
            readers[t].Start();
        }

        for (int swap = 1; swap <= 40; swap++)
        {
            long before = Interlocked.Read(ref answers);
            Snapshot next = Snapshot.Open(paths[swap % 3]);
            Interlocked.Exchange(ref live, next).Dispose();
            // The next swap waits for answers of this snapshot, not for a time.
            SpinWait.SpinUntil(() => Interlocked.Read(ref answers) > before + 50 || !errors.IsEmpty, TimeSpan.FromSeconds(30));
        }

        stop.Cancel();
        foreach (Thread reader in readers)
            reader.Join();
        live.Dispose();
        Assert.Empty(errors);
        Assert.True(answers > 2000, $"{answers} answers");

        void Read(int seed)
        {
            var random = new Random(seed);
            while (!stop.IsCancellationRequested)
            {
                int q = random.Next(expected.Length);
                try
                {
                    Assert.Equal(expected[q], Volatile.Read(ref live).Search(s_vectors[q], 1, 64)[0].ImageId);
                    Interlocked.Increment(ref answers);
                }
                catch (ObjectDisposedException)
                {
                    // Swapped between reading the reference and asking: the next round asks the new one.
                }
                catch (Exception e)
                {
                    errors.Enqueue(e);
                    return;
                }
            }
        }
    }

    private string Publish(HnswOptions options)
    {
        using var builder = new SnapshotBuilder("space", 32, options);
        for (int i = 0; i < Count; i++)
            builder.Add(new SnapshotItem($"image {i}", new Dictionary<string, string> { ["number"] = $"{i}" }), s_vectors[i]);
        builder.Publish(_folder.Path, keepPrevious: 10);
        Assert.True(SnapshotFolder.TryFindLatest(_folder.Path, out string? path));
        return path;
    }
}
