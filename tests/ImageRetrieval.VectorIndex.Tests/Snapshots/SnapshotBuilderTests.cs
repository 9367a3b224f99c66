namespace ImageRetrieval.VectorIndex.Tests;

public sealed class SnapshotBuilderTests
{
    private static readonly Dictionary<string, string> s_noFields = [];

    [Theory]
    [InlineData(new float[] { 0, 0 })]
    [InlineData(new float[] { 1, float.NaN })]
    [InlineData(new float[] { float.PositiveInfinity, 0 })]
    [InlineData(new float[] { 1 })]
    public void A_vector_that_cannot_be_indexed_is_refused_by_name(float[] vector)
    {
        var builder = new SnapshotBuilder("space", 2, new HnswOptions());
        var error = Assert.Throws<ArgumentException>(() => builder.Add(new SnapshotItem("bad-one", s_noFields), vector));
        Assert.Contains("bad-one", error.Message, StringComparison.Ordinal);
        // The refusal leaves nothing behind: the same name with a good vector is welcome.
        builder.Add(new SnapshotItem("bad-one", s_noFields), [1, 2]);
        Assert.Equal(1, builder.Count);
    }

    [Fact]
    public void An_ImageId_is_unique_not_empty_and_valid_unicode()
    {
        var builder = new SnapshotBuilder("space", 2, new HnswOptions());
        builder.Add(new SnapshotItem("one", s_noFields), [1, 2]);
        Assert.Contains("'one'", Assert.Throws<ArgumentException>(() => builder.Add(new SnapshotItem("one", s_noFields), [2, 1])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => builder.Add(new SnapshotItem("", s_noFields), [2, 1]));
        Assert.Throws<ArgumentException>(() => builder.Add(new SnapshotItem("\uD800", s_noFields), [2, 1]));
        builder.Add(new SnapshotItem("One", s_noFields), [2, 1]);
        Assert.Equal(2, builder.Count);
    }

    [Fact]
    public void The_space_must_have_a_name() =>
        Assert.Throws<ArgumentException>(() => new SnapshotBuilder(" ", 2, new HnswOptions()));

    [Fact]
    public void Nothing_cannot_be_published()
    {
        using var folder = new TemporaryFolder();
        Assert.Throws<InvalidOperationException>(() => new SnapshotBuilder("space", 2, new HnswOptions()).Publish(folder.Path, 0));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public void The_content_hash_changes_with_everything_that_matters_and_nothing_else()
    {
        var options = new HnswOptions();
        Dictionary<string, string> fields = new() { ["a"] = "1", ["b"] = "2" };
        string Hash(string space = "space", HnswOptions? other = null, string id = "x", float y = 2, params (string, string)[] values)
        {
            var builder = new SnapshotBuilder(space, 2, other ?? options);
            builder.Add(new SnapshotItem(id, values.Length == 0 ? fields : values.ToDictionary(v => v.Item1, v => v.Item2)), [1, y]);
            return builder.ComputeContentHash();
        }

        string hash = Hash();
        Assert.Equal(64, hash.Length);
        Assert.Equal(hash, Hash(values: [("b", "2"), ("a", "1")]));
        string[] others =
        [
            Hash(space: "space2"), Hash(other: options with { M = 8 }), Hash(other: options with { EfConstruction = 100 }),
            Hash(other: options with { Seed = 1 }), Hash(id: "y"), Hash(y: 3), Hash(values: ("a", "1")), Hash(values: [("a", "12"), ("b", "")]),
        ];
        Assert.DoesNotContain(hash, others);
        Assert.Equal(others.Length, others.Distinct().Count());
    }
}
