using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ImageRetrieval.Vision.Preprocessing;

/// <summary>
/// From encoded bytes to a model's input: every parameter that changes a number. Two models with equal geometry share
/// one decode. <see cref="PreprocessingProfiles"/> has the ones with a name.
/// </summary>
public sealed record PreprocessingProfile
{
    /// <summary>A short name that appears in the embedding space, for instance <c>imagenet</c>.</summary>
    public required string Name { get; init; }

    /// <summary>How the image becomes a square.</summary>
    public required ResizeRule Rule { get; init; }

    /// <summary>Length of the shorter side before the crop, in pixels; equal to <see cref="Crop"/> for <see cref="ResizeRule.Stretch"/>.</summary>
    public required int Resize { get; init; }

    /// <summary>Side of the square that the model reads, in pixels.</summary>
    public required int Crop { get; init; }

    /// <summary>Whether the EXIF orientation is applied first.</summary>
    public bool ApplyOrientation { get; init; } = true;

    /// <summary>The filter of the resize.</summary>
    public ResizeKernel Kernel { get; init; } = ResizeKernel.Bilinear;

    /// <summary>The channel order of the model's input. <see cref="Mean"/> and <see cref="Std"/> are always red, green, blue.</summary>
    public ChannelOrder Channels { get; init; } = ChannelOrder.Rgb;

    /// <summary>Per channel (red, green, blue), subtracted from a value in 0..1.</summary>
    public required IReadOnlyList<float> Mean { get; init; }

    /// <summary>Per channel, the divisor of the difference; never 0.</summary>
    public required IReadOnlyList<float> Std { get; init; }

    /// <summary>The part that determines the pixels; mean and std only scale them afterwards.</summary>
    public DecodeGeometry Geometry => new(Rule, Resize, Crop, ApplyOrientation, Kernel);

    /// <summary>
    /// Name, version of this code's algorithm, and a digest over all parameters, for instance <c>imagenet.1.5f2c09aa</c>:
    /// two profiles with the same text give the same numbers.
    /// </summary>
    public string Fingerprint
    {
        get
        {
            var text = string.Create(CultureInfo.InvariantCulture,
                $"{Rule}|{Resize}|{Crop}|{ApplyOrientation}{(Kernel == ResizeKernel.Bilinear ? "" : $"|{Kernel}")}{(Channels == ChannelOrder.Rgb ? "" : $"|{Channels}")}|{string.Join(',', Mean.Select(v => v.ToString("R", CultureInfo.InvariantCulture)))}|{string.Join(',', Std.Select(v => v.ToString("R", CultureInfo.InvariantCulture)))}");
            var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
            return $"{Name}.{AlgorithmVersion}.{digest[..8]}";
        }
    }

    // Increment this when the decoder or the resampling changes its results: old vectors then no longer match.
    private const int AlgorithmVersion = 1;

    /// <summary>Checks every parameter.</summary>
    /// <exception cref="ArgumentException">A parameter is out of range; the message names it.</exception>
    public void Validate()
    {
        if (Name.Length is 0 or > 32 || !Name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c)))
            throw new ArgumentException($"preprocessing.name is '{Name}'; it must be 1..32 of a-z and 0-9.");
        if (Crop is < 1 or > 4096)
            throw new ArgumentException($"preprocessing.crop is {Crop}; it must be 1..4096.");
        if (Resize < Crop || Resize > 8192)
            throw new ArgumentException($"preprocessing.resize is {Resize}; it must be {Crop} (the crop)..8192.");
        if (Mean.Count != 3 || Mean.Any(v => !float.IsFinite(v)))
            throw new ArgumentException("preprocessing.mean must be three finite numbers (red, green, blue).");
        if (Std.Count != 3 || Std.Any(v => !float.IsFinite(v) || v <= 0))
            throw new ArgumentException("preprocessing.std must be three positive numbers (red, green, blue).");
    }
}
