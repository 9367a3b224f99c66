using ImageRetrieval.Fixtures;
using ImageRetrieval.Vision.Decoding;
using ImageRetrieval.Vision.Preprocessing;

namespace ImageRetrieval.Vision.Tests;

/// <summary>118 files that break decoders: each is decoded, or refused with a reason; nothing else may happen.</summary>
public sealed class OddFilesTests
{
    private static readonly DecodeGeometry s_geometry = new(ResizeRule.ShorterSideCrop, 256, 224, true);
    private static readonly string[] s_decoded = ["JPEG", "PNG", "WEBP", "GIF", "MPO"];

    [SharedDataFact]
    public void What_another_decoder_reads_whole_is_decoded_and_the_rest_is_refused_with_a_reason()
    {
        var decoder = new ImageDecoder();
        var wrong = new List<string>();
        foreach (var line in File.ReadLines(SharedData.PathOf("eval", "odd", "odd.csv")).Skip(1))
        {
            var columns = line.Split(',');
            var (file, what, pil) = (columns[0], columns[2], columns[3]);
            var path = Directory.EnumerateFiles(SharedData.PathOf("eval", "odd"), Path.GetFileName(file), SearchOption.AllDirectories).Single();
            var bytes = File.ReadAllBytes(path);
            var outcome = Outcome(decoder, bytes);

            var pillowReads = pil.StartsWith("ok ", StringComparison.Ordinal) && s_decoded.Contains(pil.Split(' ')[1]);
            var isAvif = what.StartsWith("AVIF", StringComparison.Ordinal);
            if ((pillowReads || isAvif) && outcome is not null)
                wrong.Add($"{file} ({what}; PIL {pil}) was refused: {outcome}");
            if (pil.StartsWith("ok ", StringComparison.Ordinal) && !pillowReads && outcome is not (ImageDecodeError.UnsupportedFormat or ImageDecodeError.NotAnImage))
                wrong.Add($"{file} ({what}; PIL {pil}) should be unsupported: {outcome}");
            if (what.Contains("truncated", StringComparison.Ordinal) && pil.StartsWith("fail", StringComparison.Ordinal) && outcome is null)
                wrong.Add($"{file} ({what}) was decoded");
            if (what.StartsWith("400 megapixels", StringComparison.Ordinal) && outcome != ImageDecodeError.TooManyPixels)
                wrong.Add($"{file} ({what}): {outcome}");
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

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
}
