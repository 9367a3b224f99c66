namespace ImageRetrieval.VectorIndex.Tests;

public sealed class PublishTests : IDisposable
{
    private static readonly TestVectors s_vectors = TestVectors.Random(50, 6, seed: 61);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Versions_are_numbered_and_older_ones_are_removed()
    {
        for (int i = 1; i <= 4; i++)
            Assert.Equal($"0000000{i}", SnapshotSamples.Builder(s_vectors).Publish(_folder.Path, keepPrevious: 1).Version);
        Assert.Equal(["00000003", "00000004"], SnapshotFolder.Versions(_folder.Path));
        Assert.True(SnapshotFolder.TryFindLatest(_folder.Path, out string latest));
        Assert.Equal(Path.Combine(_folder.Path, "00000004"), latest);
    }

    [Fact]
    public void A_half_written_folder_is_ignored_and_removed_by_the_next_publication()
    {
        string unfinished = Path.Combine(_folder.Path, ".tmp-00000001-interrupted");
        Directory.CreateDirectory(unfinished);
        File.WriteAllText(Path.Combine(unfinished, "manifest.json"), "{}");
        Assert.False(SnapshotFolder.TryFindLatest(_folder.Path, out _));

        SnapshotSamples.Publish(_folder.Path, s_vectors);
        Assert.False(Directory.Exists(unfinished));
        Assert.Equal(["00000001"], SnapshotFolder.Versions(_folder.Path));
        Assert.Equal([".lock", "00000001"], Directory.EnumerateFileSystemEntries(_folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_version_without_a_manifest_is_ignored_and_its_number_is_not_reused()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "00000007"));
        Directory.CreateDirectory(Path.Combine(_folder.Path, "notes"));
        Assert.Empty(SnapshotFolder.Versions(_folder.Path));
        Assert.Equal("00000008", SnapshotSamples.Builder(s_vectors).Publish(_folder.Path, keepPrevious: 3).Version);
        Assert.Equal(["00000008"], SnapshotFolder.Versions(_folder.Path));
    }

    [Fact]
    public void No_folder_means_no_snapshot()
    {
        string missing = Path.Combine(_folder.Path, "missing");
        Assert.False(SnapshotFolder.TryFindLatest(missing, out _));
        Assert.Empty(SnapshotFolder.Versions(missing));
    }

    [Fact]
    public void A_cancelled_publication_leaves_nothing_and_may_be_repeated()
    {
        SnapshotBuilder builder = SnapshotSamples.Builder(s_vectors);
        using var source = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => builder.Publish(_folder.Path, 0, new Cancelling(source), source.Token));
        Assert.Empty(SnapshotFolder.Versions(_folder.Path));
        Assert.Empty(Directory.EnumerateDirectories(_folder.Path));
        Assert.Equal("00000001", builder.Publish(_folder.Path, 0).Version);
        Assert.Equal("00000002", builder.Publish(_folder.Path, 0).Version);
        Assert.Throws<InvalidOperationException>(() => builder.Add(SnapshotSamples.Item(99), s_vectors[0]));
    }

    [Fact]
    public void Only_one_publisher_works_in_a_folder()
    {
        using (new SnapshotPublisher(_folder.Path))
            Assert.Contains("another publisher", Assert.Throws<IOException>(() => SnapshotSamples.Publish(_folder.Path, s_vectors)).Message, StringComparison.Ordinal);
        SnapshotSamples.Publish(_folder.Path, s_vectors);
    }

    [Fact]
    public void A_snapshot_that_is_open_outlives_its_files()
    {
        if (OperatingSystem.IsWindows())
            return;
        using Snapshot old = Snapshot.Open(SnapshotSamples.Publish(_folder.Path, s_vectors));
        IReadOnlyList<SearchHit> before = old.Search(s_vectors[3], 5, 10);
        SnapshotSamples.Publish(_folder.Path, TestVectors.Random(10, 6, seed: 62));
        Assert.Equal(["00000002"], SnapshotFolder.Versions(_folder.Path));
        Assert.Equal(before, old.Search(s_vectors[3], 5, 10));
    }

    private sealed class Cancelling(CancellationTokenSource source) : IProgress<int>
    {
        public void Report(int value) => source.Cancel();
    }
}
