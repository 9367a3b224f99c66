namespace ImageRetrieval.VectorIndex.Tests;

/// <summary>A version that is written where no reader looks, and moved among the published ones.</summary>
public sealed class StageTests : IDisposable
{
    private static readonly TestVectors s_vectors = TestVectors.Random(50, 6, seed: 62);

    private readonly TemporaryFolder _folder = new();

    private string Published => Path.Combine(_folder.Path, "published");

    private string Staging => Path.Combine(_folder.Path, "staging");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_staged_version_has_the_next_name_and_is_seen_when_it_is_admitted()
    {
        SnapshotSamples.Publish(Published, s_vectors);
        Assert.Equal("00000002", SnapshotSamples.Builder(s_vectors).Stage(Staging, Published).Version);
        Assert.Equal(["00000001"], SnapshotFolder.Versions(Published));

        SnapshotFolder.Admit(Staging, "00000002", Published);
        Assert.Equal(["00000001", "00000002"], SnapshotFolder.Versions(Published));
        Assert.Empty(SnapshotFolder.Versions(Staging));
    }

    [Fact]
    public void A_staged_version_has_the_bytes_of_a_published_one()
    {
        SnapshotSamples.Publish(Published, s_vectors);
        SnapshotSamples.Builder(s_vectors).Stage(Staging, Path.Combine(_folder.Path, "none"));
        foreach (string file in Directory.GetFiles(Path.Combine(Published, "00000001")).Where(file => Path.GetFileName(file) != SnapshotFolder.ManifestName))
            Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(Path.Combine(Staging, "00000001", Path.GetFileName(file))));
    }

    [Fact]
    public void A_name_that_was_used_is_not_admitted_again()
    {
        SnapshotSamples.Builder(s_vectors).Stage(Staging, Published);
        SnapshotSamples.Publish(Published, s_vectors);
        Assert.ThrowsAny<IOException>(() => SnapshotFolder.Admit(Staging, "00000001", Published));
        Assert.Equal("00000002", SnapshotSamples.Builder(s_vectors).Stage(Staging, Published).Version);
    }

    [Fact]
    public void Pruning_keeps_the_newest_and_so_many_before_it_and_removes_what_was_interrupted()
    {
        for (int i = 0; i < 4; i++)
            SnapshotSamples.Builder(s_vectors).Publish(Published, keepPrevious: 9);
        Directory.CreateDirectory(Path.Combine(Published, ".tmp-00000009-interrupted"));
        SnapshotFolder.Prune(Published, 2);
        Assert.Equal(["00000002", "00000003", "00000004"], SnapshotFolder.Versions(Published));
        Assert.Equal(3, Directory.GetDirectories(Published).Length);
        SnapshotFolder.Prune(Path.Combine(_folder.Path, "none"), 0);
    }
}
