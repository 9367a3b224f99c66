using NetVips;

namespace ImageRetrieval.Evaluation.Edits;

/// <summary>A dark bar over the lower edge with light blocks in it, as wide as words: no font is needed for it to look like a caption.</summary>
internal static class Caption
{
    private const double BarShare = 0.14;
    private const double TextShare = 0.4;
    private static readonly double[] s_words = [0.12, 0.05, 0.16, 0.09, 0.11, 0.14];

    internal static Image Draw(Image image)
    {
        var bar = Math.Max(1, (int)(image.Height * BarShare));
        var top = image.Height - bar;
        var (text, gap) = (Math.Max(1, (int)(bar * TextShare)), Math.Max(1, image.Width / 40));
        return image.Mutate(drawing =>
        {
            drawing.DrawRect([24, 24, 24], 0, top, image.Width, bar, fill: true);
            var left = gap * 2;
            foreach (var word in s_words)
            {
                var width = Math.Max(1, (int)(image.Width * word));
                drawing.DrawRect([235, 235, 235], left, top + (bar - text) / 2, width, text, fill: true);
                left += width + gap;
            }
        });
    }
}
