namespace ImageRetrieval.Vision.Preprocessing;

/// <summary>The profiles that a model list can refer to by name.</summary>
public static class PreprocessingProfiles
{
    private static readonly float[] s_imageNetMean = [0.485f, 0.456f, 0.406f];
    private static readonly float[] s_imageNetStd = [0.229f, 0.224f, 0.225f];

    /// <summary>The previous system's preprocessing: stretched to 224 x 224, ignoring the EXIF orientation.</summary>
    public static PreprocessingProfile Seed { get; } = new()
    {
        Name = "seed",
        Rule = ResizeRule.Stretch,
        Resize = 224,
        Crop = 224,
        ApplyOrientation = false,
        Mean = s_imageNetMean,
        Std = s_imageNetStd,
    };

    /// <summary>The usual preprocessing for networks trained on ImageNet.</summary>
    public static PreprocessingProfile ImageNet { get; } = new()
    {
        Name = "imagenet",
        Rule = ResizeRule.ShorterSideCrop,
        Resize = 256,
        Crop = 224,
        Mean = s_imageNetMean,
        Std = s_imageNetStd,
    };

    /// <summary>The preprocessing of OpenAI's CLIP.</summary>
    public static PreprocessingProfile Clip { get; } = new()
    {
        Name = "clip",
        Rule = ResizeRule.ShorterSideCrop,
        Resize = 224,
        Crop = 224,
        Kernel = ResizeKernel.Bicubic,
        Mean = [0.48145466f, 0.4578275f, 0.40821073f],
        Std = [0.26862954f, 0.26130258f, 0.27577711f],
    };

    /// <summary>The preprocessing of DINOv2.</summary>
    public static PreprocessingProfile DinoV2 { get; } = new()
    {
        Name = "dinov2",
        Rule = ResizeRule.ShorterSideCrop,
        Resize = 256,
        Crop = 224,
        Kernel = ResizeKernel.Bicubic,
        Mean = s_imageNetMean,
        Std = s_imageNetStd,
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<PreprocessingProfile> All { get; } = [Seed, ImageNet, Clip, DinoV2];

    /// <summary>The profile of that name, or null.</summary>
    public static PreprocessingProfile? Find(string name) => All.FirstOrDefault(profile => profile.Name == name);
}
