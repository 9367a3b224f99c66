using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace ImageRetrieval.Fixtures;

/// <summary>Small images that the tests draw and encode by themselves (PNG by hand, after the PNG specification).</summary>
internal static class TestImages
{
    /// <summary>A PNG of 8-bit RGB pixels.</summary>
    public static byte[] Png(int width, int height, Func<int, int, (byte R, byte G, byte B)> pixel)
    {
        var rows = new byte[height * (1 + width * 3)];
        var at = 0;
        for (var y = 0; y < height; y++)
        {
            rows[at++] = 0; // filter: none
            for (var x = 0; x < width; x++)
                (rows[at++], rows[at++], rows[at++]) = pixel(x, y);
        }
        return Png(width, height, colourType: 2, bitDepth: 8, rows);
    }

    /// <summary>A PNG from raw rows, each with its filter byte.</summary>
    public static byte[] Png(int width, int height, byte colourType, byte bitDepth, byte[] rows)
    {
        using var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
            zlib.Write(rows);
        return Assemble(width, height, colourType, bitDepth, compressed.ToArray());
    }

    /// <summary>A PNG that only claims its size: a header, and almost nothing behind it.</summary>
    public static byte[] PngHeaderOnly(int width, int height) => Assemble(width, height, 2, 8, [0x78, 0x9C, 0x03, 0x00, 0x00, 0x00, 0x00, 0x01]);

    /// <summary>Seeded noise over a gradient: every seed is another picture.</summary>
    public static byte[] Random(int seed, int width = 64, int height = 48)
    {
        var random = new Random(seed);
        var (r, g, b) = (random.Next(256), random.Next(256), random.Next(256));
        var noise = new byte[width * height];
        random.NextBytes(noise);
        return Png(width, height, (x, y) => ((byte)(r + x + noise[y * width + x] % 32), (byte)(g + y), (byte)(b + x * y / 16)));
    }

    private static byte[] Assemble(int width, int height, byte colourType, byte bitDepth, byte[] data)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (bitDepth, colourType);
        return [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, .. Chunk("IHDR", header), .. Chunk("IDAT", data), .. Chunk("IEND", [])];
    }

    private static byte[] Chunk(string type, byte[] data)
    {
        byte[] body = [.. Encoding.ASCII.GetBytes(type), .. data];
        var chunk = new byte[body.Length + 8];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        body.CopyTo(chunk, 4);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(body.Length + 4), Crc32(body));
        return chunk;
    }

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
