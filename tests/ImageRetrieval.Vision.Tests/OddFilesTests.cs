using ImageRetrieval.Fixtures;
using ImageRetrieval.Vision.Decoding;
using ImageRetrieval.Vision.Preprocessing;

namespace ImageRetrieval.Vision.Tests;

/// <summary>
/// 118 files that break decoders, row by row. What is to happen follows from the bytes and from what two other decoders
/// made of them, columns of the list: a file of a supported format that one of them reads whole is decoded; the rest is
/// refused, each with the reasons that are right for it.
/// </summary>
public sealed class OddFilesTests
{
    private static readonly DecodeGeometry s_geometry = new(ResizeRule.ShorterSideCrop, 256, 224, true);

    // What the general rule below does not tell from the columns alone.
    private static readonly Dictionary<string, ImageDecodeError[]> s_byName = new()
    {
        ["made_empty.jpg"] = [ImageDecodeError.Empty],
        ["made_html.jpg"] = [ImageDecodeError.NotAnImage],
        ["made_lfs_pointer.jpg"] = [ImageDecodeError.NotAnImage],
        ["made_bomb_400MP.png"] = [ImageDecodeError.TooManyPixels],
    };

    [SharedDataFact]
    public void Every_row_is_decoded_or_refused_as_it_should_be()
    {
        var decoder = new ImageDecoder();
        var wrong = new List<string>();
        var rows = 0;
        foreach (var line in File.ReadLines(SharedData.PathOf("eval", "odd", "odd.csv")).Skip(1))
        {
            rows++;
            var row = OddFile.Parse(line);
            var (expected, actual) = (Expected(row), Outcome(decoder, row.Bytes));
            if (!expected.Contains(actual))
                wrong.Add($"{row.Name} ({row.What}; Pillow: {row.Pillow}; libvips: {row.Libvips}): {Name(actual)}, expected {string.Join(" or ", expected.Select(Name))}");
        }
        Assert.Equal(118, rows);
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {rows} rows differ:\n{string.Join('\n', wrong)}");
    }

    /// <summary>The outcomes that are right for a row; null is decoded.</summary>
    private static ImageDecodeError?[] Expected(OddFile row)
    {
        // Cut in its end marker, which Pillow wants to see: all pixels are there, and libjpeg has no complaint.
        if (row.Name == "pil_truncated_jpeg.jpg")
            return [null];
        if (s_byName.TryGetValue(row.Name, out var special))
            return [.. special.Select(error => (ImageDecodeError?)error)];
        if (!row.IsSupportedFormat)
            return [ImageDecodeError.UnsupportedFormat, ImageDecodeError.NotAnImage];
        if (row.IsReadWhole)
            return [null];
        return row.What.StartsWith("truncated", StringComparison.Ordinal) || row.What.StartsWith("first half", StringComparison.Ordinal)
            ? [ImageDecodeError.Truncated]
            : [ImageDecodeError.Truncated, ImageDecodeError.Corrupt];
    }

    private static string Name(ImageDecodeError? error) => error?.ToString() ?? "decoded";

    private static ImageDecodeError? Outcome(ImageDecoder decoder, byte[] bytes)
    {
        try
        {
            Assert.Equal(224 * 224 * 3, decoder.Decode(bytes, s_geometry).Rgb.Length);
            return null;
        }
        catch (ImageDecodeException refused)
        {
            return refused.Error;
        }
    }

    /// <summary>One row, with the bytes.</summary>
    private sealed record OddFile(string Name, string What, string Pillow, string Libvips, byte[] Bytes)
    {
        /// <summary>By the first bytes alone, written down anew: names and the decoder's own sniffing are not asked.</summary>
        public bool IsSupportedFormat =>
            Bytes.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])
            || Bytes.AsSpan().StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47])
            || Bytes.AsSpan().StartsWith("GIF8"u8)
            || Bytes.AsSpan().StartsWith("RIFF"u8)
            || Bytes.AsSpan().IndexOf("ftypavi"u8) == 4;

        /// <summary>By at least one of the two: Pillow 9.4 has no AVIF, and the two do not agree on every fuzzed JPEG.</summary>
        public bool IsReadWhole => Pillow.StartsWith("ok", StringComparison.Ordinal) || Libvips.StartsWith("ok", StringComparison.Ordinal);

        public static OddFile Parse(string line)
        {
            var columns = line.Split(',');
            var folder = SharedData.PathOf("eval", "odd", "files");
            return new(columns[0], columns[2], columns[3], columns[4], File.ReadAllBytes(Path.Combine(folder, Path.GetFileName(columns[0]))));
        }
    }
}
