using System.Buffers.Binary;

namespace ImageRetrieval.DecodeFuzz;

/// <summary>Where a file's segments, chunks or boxes start.</summary>
internal static class Pieces
{
    internal static List<int> Starts(ReadOnlySpan<byte> image)
    {
        if (image.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8]))
            return JpegMarkers(image);
        if (image.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P']))
            return Walk(image, 8, (at, bytes) => 12L + BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]));
        if (image.StartsWith("RIFF"u8))
            return Walk(image, 12, (at, bytes) => 8L + ((BinaryPrimitives.ReadUInt32LittleEndian(bytes[(at + 4)..]) + 1L) & ~1L));
        if (image.StartsWith("GIF8"u8))
            return GifBlocks(image);
        return Walk(image, 0, (at, bytes) => BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]));
    }

    private delegate long PieceLength(int at, ReadOnlySpan<byte> bytes);

    private static List<int> Walk(ReadOnlySpan<byte> image, int start, PieceLength length)
    {
        List<int> starts = [];
        for (long at = start; at + 8 <= image.Length;)
        {
            starts.Add((int)at);
            at += Math.Max(8, length((int)at, image));
        }
        return starts;
    }

    private static List<int> JpegMarkers(ReadOnlySpan<byte> image)
    {
        List<int> starts = [];
        for (var at = 0; at + 1 < image.Length; at++)
        {
            if (image[at] == 0xFF && image[at + 1] is >= 0xC0 and < 0xFF)
                starts.Add(at);
        }
        return starts;
    }

    // Extension introducers and image separators; some of the bytes found are data, which is as good a place to break.
    private static List<int> GifBlocks(ReadOnlySpan<byte> image)
    {
        List<int> starts = [13];
        for (var at = 13; at < image.Length; at++)
        {
            if (image[at] is 0x21 or 0x2C)
                starts.Add(at);
        }
        return starts;
    }
}
