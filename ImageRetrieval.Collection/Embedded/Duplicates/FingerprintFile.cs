using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace ImageRetrieval.Collection.Embedded.Duplicates;

/// <summary>
/// The bytes of a segment of fingerprints, little-endian. Header: magic "IRFP", version (int32), bytes of a fingerprint (int32),
/// length of the space's name (int32), the name (UTF-8). Then records of one size: magic "FPRT", zeros (int32), the first 8 bytes
/// of the rest's SHA-256, the 32-byte SHA-256 of the image's bytes, the fingerprint.
/// </summary>
internal sealed class FingerprintFile(SafeFileHandle file, string path, string space, int bytes)
{
    internal const string Name = "00000001.seg";

    private const int Version = 1;
    private const int CheckedFrom = 16;
    private const int PayloadFrom = CheckedFrom + ContentKey.Bytes;

    private readonly byte[] _header = Header(space, bytes);

    internal int RecordBytes { get; } = PayloadFrom + bytes;

    internal long HeaderBytes => _header.Length;

    internal SafeFileHandle Handle => file;

    internal static string PathIn(string folder, string space) => Path.Combine(folder, space, Name);

    /// <summary>Where a record begins.</summary>
    internal long PlaceOf(int record) => _header.Length + ((long)record * RecordBytes);

    /// <summary>Writes the header of a new file, or of one whose Worker was killed while it was written.</summary>
    /// <returns>Whether the file holds no record.</returns>
    /// <exception cref="InvalidDataException">It is a file of something else.</exception>
    internal bool Begin()
    {
        var found = new byte[Math.Min(RandomAccess.GetLength(file), _header.Length)];
        Read(found, 0);
        if (found.Length < _header.Length && _header.AsSpan().StartsWith(found))
        {
            RandomAccess.Write(file, _header, 0);
            return true;
        }
        CheckHeader(found);
        return RandomAccess.GetLength(file) == _header.Length;
    }

    /// <exception cref="InvalidDataException">It is a file of something else.</exception>
    internal void CheckHeader()
    {
        var found = new byte[Math.Min(RandomAccess.GetLength(file), _header.Length)];
        Read(found, 0);
        CheckHeader(found);
    }

    internal void Write(int record, ContentKey key, ReadOnlySpan<byte> payload)
    {
        var whole = new byte[RecordBytes];
        "FPRT"u8.CopyTo(whole);
        key.Write(whole.AsSpan(CheckedFrom));
        payload.CopyTo(whole.AsSpan(PayloadFrom));
        Check(whole).CopyTo(whole.AsSpan(8));
        RandomAccess.Write(file, whole, PlaceOf(record));
    }

    /// <summary>Reads a record; false when it is damaged, or there is none.</summary>
    internal bool TryRead(int record, Span<byte> whole)
    {
        var place = PlaceOf(record);
        return record >= 0 && place + RecordBytes <= RandomAccess.GetLength(file) && Read(whole[..RecordBytes], place) && IsIntact(whole[..RecordBytes]);
    }

    internal static bool IsIntact(ReadOnlySpan<byte> whole) => whole.StartsWith("FPRT"u8) && Check(whole).SequenceEqual(whole.Slice(8, 8));

    internal static ContentKey KeyOf(ReadOnlySpan<byte> whole) => ContentKey.Read(whole[CheckedFrom..]);

    internal static ReadOnlySpan<byte> PayloadOf(ReadOnlySpan<byte> whole) => whole[PayloadFrom..];

    private bool Read(Span<byte> target, long place)
    {
        while (!target.IsEmpty)
        {
            var read = RandomAccess.Read(file, target, place);
            if (read == 0)
                return false;
            target = target[read..];
            place += read;
        }
        return true;
    }

    private void CheckHeader(ReadOnlySpan<byte> found)
    {
        if (!found.SequenceEqual(_header))
            throw new InvalidDataException($"'{path}' is not a segment of fingerprints (format {Version}) of '{space}': move it away, and the fingerprints are recomputed.");
    }

    private static byte[] Check(ReadOnlySpan<byte> whole) => SHA256.HashData(whole[CheckedFrom..])[..8];

    private static byte[] Header(string space, int bytes)
    {
        var name = Encoding.UTF8.GetBytes(space);
        var header = new byte[16 + name.Length];
        "IRFP"u8.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(4), Version);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(8), bytes);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(12), name.Length);
        name.CopyTo(header, 16);
        return header;
    }
}
