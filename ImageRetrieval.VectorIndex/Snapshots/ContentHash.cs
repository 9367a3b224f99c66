using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace ImageRetrieval.VectorIndex;

/// <summary>One hash over everything that determines a snapshot's answers.</summary>
internal static class ContentHash
{
    public static string Compute(string embeddingSpace, HnswOptions options, CollectedItems items, ItemOrder order, HnswBuilder vectors)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        AppendNumber(hash, SnapshotFormat.Version);
        AppendBytes(hash, Encoding.UTF8.GetBytes(embeddingSpace));
        AppendNumber(hash, vectors.Dimension);
        AppendNumber(hash, options.M);
        AppendNumber(hash, options.EfConstruction);
        AppendNumber(hash, (long)options.Seed);
        AppendNumber(hash, (long)options.Codes);
        AppendNumber(hash, order.Slots.Length);
        AppendNumber(hash, order.Nodes.Length);
        for (int i = 0; i < order.Nodes.Length; i++)
        {
            AppendNumber(hash, order.FirstOfNode[i]);
            hash.AppendData(vectors.PaddedBytes(order.Nodes[i]));
        }

        foreach (int slot in order.Slots)
            AppendBytes(hash, items.Record(slot));
        GC.KeepAlive(vectors);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    // Each text with its length, so that different contents never give the same bytes.
    private static void AppendBytes(IncrementalHash hash, ReadOnlySpan<byte> bytes)
    {
        AppendNumber(hash, bytes.Length);
        hash.AppendData(bytes);
    }

    private static void AppendNumber(IncrementalHash hash, long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        hash.AppendData(bytes);
    }
}
