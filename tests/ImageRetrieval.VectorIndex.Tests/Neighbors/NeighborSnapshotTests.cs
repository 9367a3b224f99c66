namespace ImageRetrieval.VectorIndex.Tests;

public sealed class NeighborSnapshotTests : IDisposable
{
    private const int Count = 4500;

    private static readonly TestVectors s_vectors = TestVectors.CnnLike(Count, 128, seed: 51);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(VectorPlacement.Mapped)]
    [InlineData(VectorPlacement.OnDisk)]
    public void An_opened_snapshot_answers_as_the_graph_does(VectorPlacement placement)
    {
        string path = SnapshotSamples.Publish(_folder.Path, s_vectors);
        HnswGraph graph = s_vectors.Build(new HnswOptions { NeighborCodes = true });
        using Snapshot snapshot = Snapshot.Open(path, vectors: placement, neighborCodes: true);
        Assert.True(snapshot.Graph.HasNeighborCodes);
        for (int query = 0; query < Count; query += 150)
        {
            float[] expected = [.. graph.Search(s_vectors[query], 10, 40).Select(n => 1 - n.Distance)];
            Assert.Equal(expected, snapshot.Search(s_vectors[query], 10, 40).Select(hit => hit.Score));
        }
    }

    [Fact]
    public void A_snapshot_has_none_unless_they_are_asked_for_when_it_is_opened()
    {
        using (SnapshotBuilder builder = SnapshotSamples.Builder(s_vectors, new HnswOptions { NeighborCodes = true }))
            builder.Publish(_folder.Path, keepPrevious: 0);
        Assert.True(SnapshotFolder.TryFindLatest(_folder.Path, out string path));
        using Snapshot snapshot = Snapshot.Open(path);
        Assert.False(snapshot.Graph.HasNeighborCodes);
    }

    [Theory]
    [InlineData("codes")]
    [InlineData("graph")]
    public void A_flipped_byte_that_is_not_verified_is_harmless(string section)
    {
        string path = SnapshotSamples.Publish(_folder.Path, s_vectors);
        string file = Path.Combine(path, section);
        byte[] bytes = File.ReadAllBytes(file);
        for (int offset = 64; offset < bytes.Length; offset += bytes.Length / 12)
        {
            byte[] flipped = [.. bytes];
            flipped[offset | 3] ^= 0x7F;
            File.WriteAllBytes(file, flipped);
            try
            {
                using Snapshot snapshot = Snapshot.Open(path, verify: false, neighborCodes: true);
                for (int query = 0; query < Count; query += 500)
                    snapshot.Search(s_vectors[query], 10, 40);
            }
            catch (SnapshotException error)
            {
                Assert.Equal(SnapshotFault.Damaged, error.Reason);
            }
        }
    }
}
