namespace ImageRetrieval.Vision.Preprocessing;

/// <summary>The filter of a resize; when an image is made smaller its support grows with the factor (antialiasing), as in Pillow.</summary>
public enum ResizeKernel
{
    /// <summary>The triangle: Pillow's BILINEAR.</summary>
    Bilinear,

    /// <summary>The Catmull-Rom cubic (a = -0.5): Pillow's BICUBIC.</summary>
    Bicubic,
}
