using ImageRetrieval.Pictures;

namespace ImageRetrieval.DecodeFuzz;

/// <summary>The whole images that are damaged: one of every kind that a decoder takes another way for.</summary>
internal static class SeedImages
{
    private const int Width = 200;
    private const int Height = 150;

    internal static IReadOnlyList<SeedImage> Make()
    {
        var png = DrawnPicture.Png(1, Width, Height);
        return
        [
            Encode("JPEG", "jpegsave_buffer", $"Q=85"),
            Encode("progressive JPEG", "jpegsave_buffer", $"Q=85,interlace=true"),
            Encode("PNG", "pngsave_buffer", $"compression=6"),
            Encode("palette PNG", "pngsave_buffer", $"palette=true"),
            Encode("interlaced PNG", "pngsave_buffer", $"interlace=true"),
            Encode("WebP", "webpsave_buffer", $"Q=80"),
            Encode("lossless WebP", "webpsave_buffer", $"lossless=true"),
            Encode("GIF", "gifsave_buffer", $"effort=3"),
            Encode("AVIF", "heifsave_buffer", $"compression=av1,Q=60,effort=1"),
        ];

        SeedImage Encode(string name, string operation, FormattableString options) =>
            new(name, DrawnPicture.Encode(png, operation, options));
    }
}
