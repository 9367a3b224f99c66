using System.Numerics;
using ImageRetrieval.Collection.Duplicates;
using ImageRetrieval.Collection.Embedded.Duplicates;

namespace ImageRetrieval.Collection.Tests.Embedded.Duplicates;

public sealed class HashIndexTests
{
    [Fact]
    public void Every_hash_within_six_bits_is_found_and_no_other()
    {
        var random = new Random(1);
        var hashes = Enumerable.Range(0, 400).Select(_ => (ulong)random.NextInt64()).ToList();
        for (var i = 0; i < 400; i++)
        {
            // Up to nine bits away from another one, in one part or over all of them.
            var hash = hashes[i];
            for (var bit = 0; bit < i % 10; bit++)
                hash ^= 1UL << (i % 3 == 0 ? random.Next(16) : random.Next(64));
            hashes.Add(hash);
        }
        var contents = Contents(hashes);
        var index = new HashIndex(contents);
        for (var i = 0; i < contents.Length; i++)
        {
            var near = Enumerable.Range(0, contents.Length).Where(other => other != i && BitOperations.PopCount(hashes[i] ^ hashes[other]) <= DuplicateRule.NearHash)
                .OrderBy(other => BitOperations.PopCount(hashes[i] ^ hashes[other])).ThenBy(other => other);
            Assert.Equal(near, index.Near(i, 1000));
        }
    }

    [Fact]
    public void Of_a_thousand_equal_hashes_each_finds_the_requested_number_and_even_areas_find_none()
    {
        var index = new HashIndex(Contents([.. Enumerable.Repeat(0x1234_5678_9ABC_DEF0UL, 1000), 0, 0]));
        Assert.Equal(Enumerable.Range(0, 16), index.Near(500, 16));
        Assert.Equal(Enumerable.Range(1, 16), index.Near(0, 16));
        Assert.Empty(index.Near(1000, 16));
    }

    private static KnownContent[] Contents(IEnumerable<ulong> hashes) => [.. hashes.Select((hash, i) => new KnownContent { Key = new ContentKey((ulong)i, 0, 0, 0), Hash = hash, Images = 1 })];
}
