using System.Buffers.Binary;

namespace ImageRetrieval.DecodeFuzz;

/// <summary>Makes the checksums of a damaged PNG right again: otherwise nearly every damage stops at the first of them.</summary>
internal static class PngChecksums
{
    private const int Frame = 12; // length, type and checksum of a chunk

    internal static void Repair(Span<byte> image)
    {
        foreach (var start in Pieces.Starts(image))
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(image[start..]);
            if (length > image.Length - start - (long)Frame)
                return;
            var body = image.Slice(start + 4, 4 + (int)length);
            BinaryPrimitives.WriteUInt32BigEndian(image[(start + 8 + (int)length)..], Crc32(body));
        }
    }

    // PNG specification, annex D.
    private static uint Crc32(ReadOnlySpan<byte> bytes)
    {
        var crc = 0xFFFFFFFFu;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ (0xEDB88320u & (0u - (crc & 1)));
        }
        return ~crc;
    }
}
