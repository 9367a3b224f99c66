using NetVips;

namespace ImageRetrieval.Evaluation.Edits;

/// <summary>The nineteen edits of the benchmarks.</summary>
internal static class AllEdits
{
    // Good enough not to count as an edit.
    private const int Quality = 90;

    internal static IReadOnlyList<ImageEdit> List { get; } =
    [
        new("q30", "JPEG of quality 30", image => Jpeg(image, 30)),
        new("half", "half as wide and high", image => Jpeg(image.Resize(0.5))),
        new("webp40", "WebP of quality 40", image => image.WebpsaveBuffer(40, keep: Enums.ForeignKeep.None)),
        new("grey", "without colours", image => Jpeg(image.Colourspace(Enums.Interpretation.Bw))),
        new("bright", "brighter, with more contrast", image => Jpeg(Levels(image, [1.25, 1.25, 1.25], 12))),
        new("tint", "warmer: more red, less blue", image => Jpeg(Levels(image, [1.15, 1, 0.8], 0))),
        new("blur", "blurred, sigma of 2 pixels", image => Jpeg(image.Gaussblur(2))),
        new("caption", "a caption over the lowest 14 %", image => Jpeg(Caption.Draw(image))),
        new("border", "a white border, 8 % of each side", image => Jpeg(Border(image, 0.08))),
        new("crop95", "the middle 95 % of each side", image => Jpeg(Middle(image, 0.95))),
        new("crop90", "the middle 90 % of each side", image => Jpeg(Middle(image, 0.9))),
        new("crop80", "the middle 80 % of each side", image => Jpeg(Middle(image, 0.8))),
        new("crop50", "the middle half of each side", image => Jpeg(Middle(image, 0.5))),
        new("corner75", "the upper left 75 % of each side", image => Jpeg(image.Crop(0, 0, Part(image.Width, 0.75), Part(image.Height, 0.75)))),
        new("stretch75", "three quarters as wide, as high as before", image => Jpeg(image.Resize(0.75, vscale: 1))),
        new("flip", "mirrored, left to right", image => Jpeg(image.FlipHor())),
        new("rotate3", "turned by 3 degrees in its frame, corners black", image => Jpeg(Turned(image, 3))),
        new("rotate8", "turned by 8 degrees in its frame, corners black", image => Jpeg(Turned(image, 8))),
        new("rotate90", "turned by a right angle", image => Jpeg(image.Rot90())),
    ];

    private static byte[] Jpeg(Image image, int quality = Quality) => image.JpegsaveBuffer(quality, keep: Enums.ForeignKeep.None);

    private static Image Levels(Image image, double[] factors, double offset) =>
        image.Linear(factors, [offset, offset, offset]).Cast(Enums.BandFormat.Uchar);

    private static Image Border(Image image, double share)
    {
        var (across, down) = (Part(image.Width, share), Part(image.Height, share));
        return image.Embed(across, down, image.Width + 2 * across, image.Height + 2 * down, extend: Enums.Extend.White);
    }

    private static Image Middle(Image image, double share) => Middle(image, Part(image.Width, share), Part(image.Height, share));

    private static Image Middle(Image image, int width, int height) => image.Crop((image.Width - width) / 2, (image.Height - height) / 2, width, height);

    private static Image Turned(Image image, double degrees) => Middle(image.Similarity(angle: degrees, background: [0, 0, 0]), image.Width, image.Height);

    private static int Part(int pixels, double share) => Math.Max(1, (int)Math.Round(pixels * share));
}
