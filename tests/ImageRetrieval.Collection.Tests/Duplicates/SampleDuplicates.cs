using System.Security.Cryptography;
using ImageRetrieval.Collection.Duplicates;

namespace ImageRetrieval.Collection.Tests.Duplicates;

/// <summary>Contents and pairs to write.</summary>
internal static class SampleDuplicates
{
    public static DuplicatesHead Head { get; } = new()
    {
        Model = "builtin", EmbeddingSpace = "space", FingerprintSpace = "fingerprint-v1", SnapshotVersion = "00000007", RuleVersion = DuplicateRule.Version,
        IsLinked = true, Created = DateTimeOffset.UnixEpoch, Searched = 3, WithoutFingerprint = 1,
    };

    /// <summary>Contents in the order of their keys; the numbers are pixels of a side.</summary>
    public static KnownContent[] Contents(params int[] sides) =>
        [.. sides.Select((side, i) => new KnownContent
        {
            Key = Key(i), Hash = (ulong)(i + 1), Bytes = 1000 * side, Width = side, Height = side, Fingerprint = i, Images = 1, Format = ContentFormat.Jpeg, IsSearched = true,
        })];

    public static ContentKey Key(int number)
    {
        var bytes = SHA256.HashData(BitConverter.GetBytes(number));
        (bytes[0], bytes[1]) = ((byte)(number >> 8), (byte)number);
        return ContentKey.Read(bytes);
    }

    public static DuplicatePair Edited(int first, int second, float similarity) => new(first, second, new(similarity, similarity, 20, 30, 30, true));

    public static DuplicatePair Same(int first, int second) => new(first, second, new(0.95f, 0.99f, 2, 1, 1, true));
}
