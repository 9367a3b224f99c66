using ImageRetrieval.Vision.Preprocessing;

namespace ImageRetrieval.Vision.Tests;

internal static class Profiles
{
    public static PreprocessingProfile ImageNet => PreprocessingProfiles.ImageNet;

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
