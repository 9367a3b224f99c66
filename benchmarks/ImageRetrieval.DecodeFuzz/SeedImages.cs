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
            Encode("JPEG", ".jpg", $"Q=85"),
            Encode("progressive JPEG", ".jpg", $"Q=85,interlace=true"),
            Encode("PNG", ".png", $"compression=6"),
            Encode("palette PNG", ".png", $"palette=true"),
            Encode("interlaced PNG", ".png", $"interlace=true"),
            Encode("WebP", ".webp", $"Q=80"),
            Encode("lossless WebP", ".webp", $"lossless=true"),
            Encode("GIF", ".gif", $"effort=3"),
            Encode("AVIF", ".avif", $"compression=av1,Q=60,effort=1"),
        ];

        SeedImage Encode(string name, string operation, FormattableString options) =>
            new(name, DrawnPicture.Encode(png, operation, options));
    }
}
