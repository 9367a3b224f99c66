using System.Buffers.Binary;

namespace ImageRetrieval.DecodeFuzz;

/// <summary>The positions of the numbers that determine sizes: set to extremes, they make a decoder use memory or time.</summary>
internal static class HeaderFields
{
    /// <summary>A number at <paramref name="Offset"/> of 1, 2 or 4 bytes.</summary>
    internal readonly record struct Field(int Offset, int Bytes, bool BigEndian);

    private static readonly uint[] s_extremes =
        [0, 1, 2, 0x7F, 0x80, 0xFF, 255, 4096, 12_000, 16_383, 16_384, 0x7FFF, 0x8000, 0xFFFF, 65_500, 100_000, 1 << 24, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF];

    internal static List<Field> Find(ReadOnlySpan<byte> image)
    {
        if (image.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8]))
            return Jpeg(image);
        if (image.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P']))
            return [new(8, 4, true), new(16, 4, true), new(20, 4, true), new(24, 1, true), new(25, 1, true), new(28, 1, true), new(33, 4, true)];
        if (image.StartsWith("GIF8"u8))
            return Gif(image);
        return image.StartsWith("RIFF"u8)
            ? [new(4, 4, false), new(16, 4, false), new(20, 4, false), new(21, 4, false), new(24, 2, false), new(26, 2, false), new(28, 2, false)]
            : Avif(image);
    }

    internal static void SetToExtreme(Span<byte> image, Field field, Random random)
    {
        var target = image[Math.Min(field.Offset, image.Length)..];
        if (target.Length < field.Bytes)
            return;
        var value = s_extremes[random.Next(s_extremes.Length)];
        switch (field.Bytes)
        {
            case 1: target[0] = (byte)value; break;
            case 2 when field.BigEndian: BinaryPrimitives.WriteUInt16BigEndian(target, (ushort)value); break;
            case 2: BinaryPrimitives.WriteUInt16LittleEndian(target, (ushort)value); break;
            case 4 when field.BigEndian: BinaryPrimitives.WriteUInt32BigEndian(target, value); break;
            default: BinaryPrimitives.WriteUInt32LittleEndian(target, value); break;
        }
    }

    private static List<Field> Jpeg(ReadOnlySpan<byte> image)
    {
        List<Field> fields = [];
        foreach (var start in Pieces.Starts(image))
        {
            fields.Add(new(start + 2, 2, true));
            // A frame header: precision, height, width, number of components, sampling of the first.
            if (start + 1 < image.Length && image[start + 1] is 0xC0 or 0xC2)
                fields.AddRange([new(start + 4, 1, true), new(start + 5, 2, true), new(start + 7, 2, true), new(start + 9, 1, true), new(start + 11, 1, true)]);
        }
        return fields;
    }

    private static List<Field> Gif(ReadOnlySpan<byte> image)
    {
        List<Field> fields = [new(6, 2, false), new(8, 2, false), new(10, 1, false)];
        // The image descriptor follows the global colour table and the extensions: left, top, width, height, flags.
        var descriptor = image.IndexOf((byte)0x2C);
        if (descriptor >= 0)
            fields.AddRange([new(descriptor + 1, 2, false), new(descriptor + 3, 2, false), new(descriptor + 5, 2, false), new(descriptor + 7, 2, false), new(descriptor + 9, 1, false), new(descriptor + 10, 1, false)]);
        return fields;
    }

    private static List<Field> Avif(ReadOnlySpan<byte> image)
    {
        List<Field> fields = [];
        foreach (var box in (ReadOnlySpan<string>)["ftyp", "meta", "iloc", "iinf", "ipco", "ipma", "ispe", "pixi", "av1C", "mdat"])
        {
            var at = image.IndexOf(System.Text.Encoding.ASCII.GetBytes(box));
            if (at >= 4)
                fields.AddRange([new(at - 4, 4, true), new(at + 4, 4, true), new(at + 8, 4, true), new(at + 12, 4, true), new(at + 16, 4, true)]);
        }
        return fields;
    }
}
