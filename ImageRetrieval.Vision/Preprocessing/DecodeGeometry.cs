namespace ImageRetrieval.Vision.Preprocessing;

/// <summary>The parameters that determine the decoded pixels. Equal geometries share one decode.</summary>
/// <param name="Rule">How the image becomes a square.</param>
/// <param name="Resize">Shorter side before the crop, pixels.</param>
/// <param name="Crop">Side of the square, pixels.</param>
/// <param name="ApplyOrientation">Whether the EXIF orientation is applied.</param>
/// <param name="Kernel">The filter of the resize.</param>
public sealed record DecodeGeometry(ResizeRule Rule, int Resize, int Crop, bool ApplyOrientation, ResizeKernel Kernel = ResizeKernel.Bilinear);
