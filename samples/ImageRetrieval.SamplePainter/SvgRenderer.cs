using System.Text;
using NetVips;

namespace ImageRetrieval.SamplePainter;

/// <summary>SVG text in, JPEG or PNG bytes out, through libvips (librsvg and mozjpeg are inside).</summary>
internal static class SvgRenderer
{
    static SvgRenderer() => Cache.Max = 0;

    public static byte[] ToJpeg(string svg, int quality)
    {
        using var image = Load(svg);
        return image.JpegsaveBuffer(quality, optimizeCoding: true, interlace: true, trellisQuant: true, overshootDeringing: true,
            optimizeScans: true, quantTable: 3, subsampleMode: Enums.ForeignSubsample.On, keep: Enums.ForeignKeep.None);
    }

    public static byte[] ToPng(string svg)
    {
        using var image = Load(svg);
        return image.PngsaveBuffer(compression: 6, keep: Enums.ForeignKeep.None);
    }

    private static Image Load(string svg) => Image.SvgloadBuffer(Encoding.UTF8.GetBytes(svg), unlimited: true);
}
