using ImageRetrieval.Collection.Embedded.Vectors;
using ImageRetrieval.Fixtures;

namespace ImageRetrieval.Collection.Tests.Embedded;

public sealed class EmbeddingSegmentStoreTests : IDisposable
{
    private const string Space = "tiny-space-3";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_appended_is_there_after_a_new_opening()
    {
        using (var store = Open())
        {
            store.Append(Key(1), [1, 2, 3]);
            store.Append(Key(2), [4, 5, 6]);
            store.Append(Key(1), [9, 9, 9]);
        }

        using var again = Open();
        Assert.Equal(2, again.Count);
        Assert.Equal(0, again.DroppedBytes);
        Assert.Equal([1, 2, 3], Read(again, 1));
        Assert.Equal([4, 5, 6], Read(again, 2));
        Assert.False(again.TryRead(Key(3), new float[3]));
    }

    [Fact]
    public void A_damaged_byte_costs_its_own_embedding_and_none_behind_it()
    {
        using (var store = Open())
        {
            for (var i = 1; i <= 5; i++)
                store.Append(Key(i), [i, i, i]);
        }
        var whole = File.ReadAllBytes(SegmentPath);
        var header = VectorSegment.Header(Space, 3).Length;
        var batch = (whole.Length - header) / 5;
        for (var at = header + batch; at < header + 2 * batch; at++)
        {
            var damaged = (byte[])whole.Clone();
            damaged[at] ^= 0x40;
            File.WriteAllBytes(SegmentPath, damaged);
            using (var store = Open())
            {
                Assert.Equal((4, 0L, (long)batch), (store.Count, store.DroppedBytes, store.SkippedBytes));
                Assert.Equal([5, 5, 5], Read(store, 5));
                Assert.False(store.TryRead(Key(2), new float[3]));
                store.Append(Key(2), [2, 2, 2]);
            }
            using var again = Open();
            Assert.Equal((5, 0L), (again.Count, again.DroppedBytes));
            Assert.Equal([2, 2, 2], Read(again, 2));
        }
    }

    [Fact]
    public void A_write_truncated_anywhere_loses_only_itself()
    {
        using (var store = Open())
        {
            store.Append(Key(1), [1, 2, 3]);
            store.Append(Key(2), [4, 5, 6]);
        }
        var whole = File.ReadAllBytes(SegmentPath);
        var header = VectorSegment.Header(Space, 3).Length;
        var batch = (whole.Length - header) / 2;

        for (var length = 0; length <= whole.Length; length++)
        {
            File.WriteAllBytes(SegmentPath, whole[..length]);
            using var store = Open();
            Assert.Equal(length < header ? 0 : (length - header) / batch, store.Count);
            store.Append(Key(3), [7, 8, 9]);
            Assert.Equal([7, 8, 9], Read(store, 3));
        }
    }

    [Fact]
    public void A_damaged_batch_is_never_read_as_a_vector()
    {
        using (var store = Open())
        {
            store.Append(Key(1), [1, 2, 3]);
            store.Append(Key(2), [4, 5, 6]);
        }
        var bytes = File.ReadAllBytes(SegmentPath);
        bytes[^3] ^= 1; // a component of the second one
        File.WriteAllBytes(SegmentPath, bytes);

        using var again = Open();
        Assert.Equal(1, again.Count);
        Assert.False(again.Contains(Key(2)));
        Assert.True(again.DroppedBytes > 0);
    }

    [Fact]
    public void A_segment_of_another_space_is_rejected()
    {
        using (Open())
        {
        }
        Directory.Move(Path.Combine(_folder.Path, Space), Path.Combine(_folder.Path, "other-space"));
        var error = Assert.Throws<InvalidDataException>(() => EmbeddingSegmentStore.Open(_folder.Path, "other-space", 3));
        Assert.Contains("move it away", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Many_threads_append_and_read()
    {
        using var store = Open();
        Parallel.For(0, 500, i =>
        {
            store.Append(Key(i), [i, i + 1, i + 2]);
            Assert.Equal([i, i + 1, i + 2], Read(store, i));
        });
        Assert.Equal(500, store.Count);
    }

    private string SegmentPath => Path.Combine(_folder.Path, Space, "00000001.seg");

    private EmbeddingSegmentStore Open() => EmbeddingSegmentStore.Open(_folder.Path, Space, 3);

    private static string Key(int i) => i.ToString("x64", System.Globalization.CultureInfo.InvariantCulture);

    private static float[] Read(EmbeddingSegmentStore store, int i)
    {
        var vector = new float[3];
        Assert.True(store.TryRead(Key(i), vector));
        return vector;
    }
}
