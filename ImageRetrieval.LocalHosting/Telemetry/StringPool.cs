using System.Buffers.Binary;
using System.Text;

namespace ImageRetrieval.LocalHosting.Telemetry;

/// <summary>
/// Turns UTF-8 into strings, and gives the same string for the same short text: names and attribute keys come with every
/// span. A slot is one reference, so threads may share a pool; a race costs one string more.
/// </summary>
internal sealed class StringPool
{
    private const int Slots = 8192;
    private const int MaximumLength = 64;

    private readonly string?[] _slots = new string?[Slots];

    public string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty)
            return "";
        if (utf8.Length > MaximumLength)
            return Encoding.UTF8.GetString(utf8);
        ref var slot = ref _slots[Hash(utf8) % Slots];
        if (slot is { } known && known.Length == utf8.Length && Ascii.Equals(utf8, known))
            return known;
        return slot = Encoding.UTF8.GetString(utf8);
    }

    private static uint Hash(ReadOnlySpan<byte> bytes)
    {
        var hash = (ulong)bytes.Length;
        for (; bytes.Length >= 8; bytes = bytes[8..])
            hash = Mixed(hash, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (var value in bytes)
            hash = Mixed(hash, value);
        return (uint)(hash >> 40);
    }

    private static ulong Mixed(ulong hash, ulong value) => ((hash ^ value) * 0x9E3779B97F4A7C15) ^ (hash >> 29);
}
