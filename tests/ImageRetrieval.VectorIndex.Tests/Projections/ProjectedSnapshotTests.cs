namespace ImageRetrieval.VectorIndex.Tests;

public sealed class ProjectedSnapshotTests : IClassFixture<ProjectedSnapshotTests.Published>, IDisposable
{
    private const int Count = 4500;

    private static readonly TestVectors s_vectors = TestVectors.OfFewDirections(Count, 256, directions: 25, seed: 21);
    private static readonly HnswOptions s_options = new() { Projection = VectorProjection.Automatic, ProjectionGain = 0 };

    private readonly TemporaryFolder _folder = new();
    private readonly string _path;

    // Tests damage files: each has its own copy.
    public ProjectedSnapshotTests(Published published)
    {
        _path = Path.Combine(_folder.Path, Path.GetFileName(published.Path));
        Directory.CreateDirectory(_path);
        foreach (string file in Directory.EnumerateFiles(published.Path))
            File.Copy(file, Path.Combine(_path, Path.GetFileName(file)));
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>The snapshot of all tests: building it takes seconds.</summary>
    public sealed class Published : IDisposable
    {
        private readonly TemporaryFolder _folder = new();

        public Published()
        {
            using SnapshotBuilder builder = SnapshotSamples.Builder(s_vectors, s_options);
            Path = System.IO.Path.Combine(_folder.Path, builder.Publish(_folder.Path, keepPrevious: 0).Version);
        }

        public string Path { get; }

        public void Dispose() => _folder.Dispose();
    }

    [Theory]
    [InlineData(VectorPlacement.Mapped)]
    [InlineData(VectorPlacement.OnDisk)]
    public void An_opened_snapshot_answers_as_the_graph_did(VectorPlacement placement)
    {
        HnswGraph graph = s_vectors.Build(s_options);
        using Snapshot snapshot = Snapshot.Open(_path, vectors: placement);
        Assert.Equal(60, snapshot.Graph.WalkedDimension);
        for (int query = 0; query < Count; query += 150)
        {
            float[] expected = [.. graph.Search(s_vectors[query], 10, 40).Select(n => 1 - n.Distance)];
            Assert.Equal(expected, snapshot.Search(s_vectors[query], 10, 40).Select(hit => hit.Score));
        }
    }

    [Fact]
    public void A_snapshot_on_top_keeps_the_projection_and_finds_what_is_new()
    {
        TestVectors more = TestVectors.OfFewDirections(50, 256, directions: 25, seed: 22);
        using (Snapshot previous = Snapshot.Open(_path))
        using (SnapshotBuilder builder = SnapshotBuilder.Continue(previous, s_options))
        {
            for (int i = 0; i < more.Count; i++)
                builder.Add(SnapshotSamples.Item(Count + i), more[i]);
            builder.Publish(_folder.Path, keepPrevious: 1);
        }

        Assert.True(SnapshotFolder.TryFindLatest(_folder.Path, out string path));
        Assert.Equal(File.ReadAllBytes(Path.Combine(_path, "projection")), File.ReadAllBytes(Path.Combine(path, "projection")));
        using Snapshot snapshot = Snapshot.Open(path);
        for (int i = 0; i < more.Count; i++)
            Assert.Equal(SnapshotSamples.ImageId(Count + i), snapshot.Search(more[i], 1, 40).Single().ImageId);
    }

    [Fact]
    public void Context_is_that_of_a_snapshot_without_projection()
    {
        using var folder = new TemporaryFolder();
        using (SnapshotBuilder builder = SnapshotSamples.Builder(s_vectors, new HnswOptions { Projection = VectorProjection.None }))
            builder.Publish(folder.Path, keepPrevious: 0);
        Assert.True(SnapshotFolder.TryFindLatest(folder.Path, out string plainPath));
        using Snapshot plain = Snapshot.Open(plainPath), projected = Snapshot.Open(_path);
        for (float score = 0.5f; score < 1; score += 0.05f)
            Assert.Equal(plain.Closeness(score)!.Value, projected.Closeness(score)!.Value, 0.02);
    }

    [Theory]
    [InlineData("projection")]
    [InlineData("projected")]
    public void Every_flipped_byte_is_refused(string section)
    {
        string file = Path.Combine(_path, section);
        byte[] bytes = File.ReadAllBytes(file);
        for (int offset = 0; offset < bytes.Length; offset += offset < 128 ? 1 : 40_009)
        {
            byte[] flipped = [.. bytes];
            flipped[offset] ^= 0x10;
            File.WriteAllBytes(file, flipped);
            var error = Assert.Throws<SnapshotException>(() => Snapshot.Open(_path));
            Assert.Contains(file, error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("projection")]
    [InlineData("projected")]
    public void A_flipped_byte_that_is_not_verified_is_harmless(string section)
    {
        string file = Path.Combine(_path, section);
        byte[] bytes = File.ReadAllBytes(file);
        for (int offset = 32; offset < bytes.Length; offset += offset < 96 ? 3 : 30_011)
        {
            byte[] flipped = [.. bytes];
            flipped[offset] ^= 0x7F;
            File.WriteAllBytes(file, flipped);
            try
            {
                using Snapshot snapshot = Snapshot.Open(_path, verify: false);
                Assert.Equal(5, snapshot.Search(s_vectors[7], 5, 20).Count);
            }
            catch (SnapshotException)
            {
                // Refused is as good.
            }
        }
    }

    [Theory]
    [InlineData("projection")]
    [InlineData("projected")]
    public void Both_files_must_be_there(string section)
    {
        File.Delete(Path.Combine(_path, section));
        Assert.Equal(SnapshotFault.Incomplete, Assert.Throws<SnapshotException>(() => Snapshot.Open(_path)).Reason);
    }

    [Fact]
    public void Both_files_are_as_the_document_describes_them()
    {
        byte[] directions = File.ReadAllBytes(Path.Combine(_path, "projection")), codes = File.ReadAllBytes(Path.Combine(_path, "projected")), vectors = File.ReadAllBytes(Path.Combine(_path, "vectors"));
        string document = File.ReadAllText(Path.Combine(FormatDocumentTests.Repository(), "docs", "snapshot-format.md"));
        int Int32(byte[] file, string field) => BitConverter.ToInt32(file, OffsetOf(document, field));
        int count = BitConverter.ToInt32(directions, 12), stride = Int32(directions, "projectionStride"), codeStride = Int32(codes, "projectedStride");
        Assert.Equal("IR-PROJN", System.Text.Encoding.ASCII.GetString(directions, 0, 8));
        Assert.Equal("IR-PCODE", System.Text.Encoding.ASCII.GetString(codes, 0, 8));
        Assert.Equal((60, 256, 256), (count, Int32(directions, "projectionDimension"), stride));
        Assert.Equal((60, 64), (Int32(codes, "projectedLength"), codeStride));
        Assert.InRange(BitConverter.ToSingle(directions, OffsetOf(document, "projectionRecall")), 0.95f, 1);
        Assert.InRange(BitConverter.ToSingle(directions, OffsetOf(document, "projectionError")), 0, 2);
        for (int node = 0; node < Count; node += 500)
        {
            float scale = BitConverter.ToSingle(codes, 128 + ((node + 1) * codeStride) - 4);
            for (int row = 0; row < count; row++)
            {
                double dot = Enumerable.Range(0, 256).Sum(i => (double)Float(directions, (row * stride) + i) * Float(vectors, (node * 256) + i));
                Assert.Equal(dot, (codes[128 + (node * codeStride) + row] - 128) * scale, 0.51 * scale);
            }
        }
    }

    private static float Float(byte[] file, int index) => BitConverter.ToSingle(file, 128 + (4 * index));

    private static int OffsetOf(string document, string field) => int.Parse(
        document.Split('\n').Single(line => line.Contains($"`{field}`:", StringComparison.Ordinal)).Split('|')[1], System.Globalization.CultureInfo.InvariantCulture);
}
