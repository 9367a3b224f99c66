using ImageRetrieval.Vision.Preprocessing;

namespace ImageRetrieval.Vision.Tests;

internal static class Profiles
{
    public static PreprocessingProfile ImageNet { get; } = new()
    {
        Name = "imagenet",
        Rule = ResizeRule.ShorterSideCrop,
        Resize = 256,
        Crop = 224,
        Mean = [0.485f, 0.456f, 0.406f],
        Std = [0.229f, 0.224f, 0.225f],
    };

    /// <summary>Pixels as they are, 8 x 8, scaled to 0..1.</summary>
    public static PreprocessingProfile Tiny { get; } = new()
    {
        Name = "tiny",
        Rule = ResizeRule.Stretch,
        Resize = 8,
        Crop = 8,
        Mean = [0, 0, 0],
        Std = [1, 1, 1],
    };
}
