using System.Runtime.InteropServices;

namespace ImageRetrieval.Worker.Vectors;

/// <summary>A SHA-256 as 32 bytes: a million of them take a quarter of what their hexadecimal strings would.</summary>
internal readonly record struct ContentKey(ulong A, ulong B, ulong C, ulong D)
{
    /// <param name="sha256">64 hexadecimal digits.</param>
    /// <exception cref="FormatException">It is something else.</exception>
    internal static ContentKey Parse(string sha256)
    {
        Span<byte> bytes = stackalloc byte[32];
        if (Convert.FromHexString(sha256, bytes, out _, out var written) != System.Buffers.OperationStatus.Done || written != 32)
            throw new FormatException($"'{sha256}' is no SHA-256: it must have 64 hexadecimal digits.");
        return Read(bytes);
    }

    /// <param name="bytes">32 bytes.</param>
    internal static ContentKey Read(ReadOnlySpan<byte> bytes) => MemoryMarshal.Read<ContentKey>(bytes);

    /// <param name="bytes">Receives 32 bytes.</param>
    internal void Write(Span<byte> bytes) => MemoryMarshal.Write(bytes, in this);

    // The digest's own bits are as good a hash as any.
    public override int GetHashCode() => A.GetHashCode();
}
