using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace ImageRetrieval.Collection;

/// <summary>A SHA-256 of an image's bytes as 32 bytes: a million of them take a quarter of what their hexadecimal strings would.</summary>
public readonly record struct ContentKey(ulong A, ulong B, ulong C, ulong D)
{
    /// <summary>Bytes of a key.</summary>
    public const int Bytes = 32;

    /// <param name="sha256">64 hexadecimal digits.</param>
    /// <exception cref="FormatException">It is something else.</exception>
    public static ContentKey Parse(string sha256) =>
        TryParse(sha256, out var key) ? key : throw new FormatException($"'{sha256}' is not a SHA-256: it must have 64 hexadecimal digits.");

    /// <summary>As <see cref="Parse"/>; false for anything else.</summary>
    public static bool TryParse(string? sha256, out ContentKey key)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        key = default;
        if (sha256?.Length != 2 * Bytes || Convert.FromHexString(sha256, bytes, out _, out _) != OperationStatus.Done)
            return false;
        key = Read(bytes);
        return true;
    }

    /// <param name="bytes">32 bytes.</param>
    public static ContentKey Read(ReadOnlySpan<byte> bytes) => MemoryMarshal.Read<ContentKey>(bytes);

    /// <param name="bytes">Receives 32 bytes.</param>
    public void Write(Span<byte> bytes) => MemoryMarshal.Write(bytes, in this);

    /// <summary>In the order of the hexadecimal digits.</summary>
    public int CompareTo(ContentKey other)
    {
        var first = Order(A).CompareTo(Order(other.A));
        if (first != 0)
            return first;
        Span<byte> mine = stackalloc byte[Bytes];
        Span<byte> others = stackalloc byte[Bytes];
        Write(mine);
        other.Write(others);
        return mine.SequenceCompareTo(others);
    }

    // The digest's own bits are a good hash.
    /// <inheritdoc />
    public override int GetHashCode() => A.GetHashCode();

    /// <summary>The hexadecimal digits.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        Write(bytes);
        return Convert.ToHexStringLower(bytes);
    }

    private static ulong Order(ulong value) => BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(value) : value;
}
