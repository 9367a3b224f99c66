using System.Text.Json.Serialization;

namespace ImageRetrieval.Vision.Decoding;

/// <summary>A part of an upright image, as fractions of its width and height: 0, 0 is the upper left corner.</summary>
/// <param name="X">Left edge, 0..1.</param>
/// <param name="Y">Upper edge, 0..1.</param>
/// <param name="Width">Share of the image's width, more than 0; <paramref name="X"/> + Width is at most 1.</param>
/// <param name="Height">Share of the image's height, more than 0; <paramref name="Y"/> + Height is at most 1.</param>
public sealed record CropBox(double X, double Y, double Width, double Height)
{
    // 0.1 + 0.9 may be a little more than 1.
    private const double Rounding = 1e-6;

    /// <summary>Whether it lies within the image and is not empty.</summary>
    [JsonIgnore]
    public bool IsValid => X >= 0 && Y >= 0 && Width > 0 && Height > 0 && X + Width <= 1 + Rounding && Y + Height <= 1 + Rounding;

    /// <summary>The pixels that it touches, at least one each way.</summary>
    internal (int Left, int Top, int Width, int Height) Pixels(int width, int height)
    {
        var (left, right) = Edges(X, Width, width);
        var (top, bottom) = Edges(Y, Height, height);
        return (left, top, right - left, bottom - top);
    }

    private static (int From, int To) Edges(double start, double share, int pixels)
    {
        var from = Math.Clamp((int)Math.Floor((start * pixels) + Rounding), 0, pixels - 1);
        return (from, Math.Clamp((int)Math.Ceiling(((start + share) * pixels) - Rounding), from + 1, pixels));
    }
}
