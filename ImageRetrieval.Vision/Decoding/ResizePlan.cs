using ImageRetrieval.Vision.Preprocessing;

namespace ImageRetrieval.Vision.Decoding;

/// <summary>
/// The resize and crop in the stored orientation: the image is resized and cropped as stored, and only the small result is
/// rotated. This gives the same pixels as rotating first, and allows libvips to stream the source.
/// </summary>
/// <param name="Width">Stored width after the resize, pixels.</param>
/// <param name="Height">Stored height after the resize, pixels.</param>
/// <param name="Left">Crop offset, stored columns.</param>
/// <param name="Top">Crop offset, stored rows.</param>
/// <param name="CropWidth">Stored columns kept.</param>
/// <param name="CropHeight">Stored rows kept.</param>
/// <param name="Orientation">How the result is rotated at the end.</param>
/// <param name="Kernel">The filter of the resize.</param>
/// <param name="JpegShrink">1, 2, 4 or 8: the decode may be reduced by this factor and still has twice the pixels needed.</param>
internal sealed record ResizePlan(int Width, int Height, int Left, int Top, int CropWidth, int CropHeight, Orientation Orientation, ResizeKernel Kernel, int JpegShrink)
{
    internal static ResizePlan Make(VipsImage header, DecodeGeometry geometry)
    {
        var orientation = new Orientation(geometry.ApplyOrientation ? header.Orientation : 1);
        var (seenWidth, seenHeight) = orientation.SwapsAxes ? (header.Height, header.Width) : (header.Width, header.Height);

        var crop = geometry.Crop;
        var (width, height) = geometry.Rule == ResizeRule.Stretch
            ? (crop, crop)
            : ShorterSide(seenWidth, seenHeight, geometry.Resize);

        // The centre crop starts at half the margin, rounded down; on a reversed axis the same pixels start elsewhere.
        var (left, top) = ((width - crop) / 2, (height - crop) / 2);
        var (storedWidth, storedHeight) = orientation.SwapsAxes ? (height, width) : (width, height);
        var (storedLeft, storedTop) = orientation.SwapsAxes ? (top, left) : (left, top);
        if (orientation.ReversesStoredX)
            storedLeft = storedWidth - crop - storedLeft;
        if (orientation.ReversesStoredY)
            storedTop = storedHeight - crop - storedTop;

        return new(storedWidth, storedHeight, storedLeft, storedTop, crop, crop, orientation, geometry.Kernel, Shrink(header, storedWidth, storedHeight));
    }

    internal static ResizePlan Fit(VipsImage header, int maxSide)
    {
        var scale = Math.Min(1.0, (double)maxSide / Math.Max(header.Width, header.Height));
        var width = Math.Max(1, (int)Math.Round(header.Width * scale));
        var height = Math.Max(1, (int)Math.Round(header.Height * scale));
        return new(width, height, 0, 0, width, height, new Orientation(header.Orientation), ResizeKernel.Bilinear, Shrink(header, width, height));
    }

    // The other side is rounded, half to even, as in the reference pixels that the tests compare with. torchvision
    // truncates it, which moves the crop by at most half a pixel.
    private static (int Width, int Height) ShorterSide(int width, int height, int target) =>
        width <= height
            ? (target, Math.Max(target, (int)Math.Round((double)target * height / width)))
            : (Math.Max(target, (int)Math.Round((double)target * width / height)), target);

    private static int Shrink(VipsImage header, int width, int height)
    {
        var factor = Math.Min((double)header.Width / width, (double)header.Height / height);
        return factor switch
        {
            >= 16 => 8,
            >= 8 => 4,
            >= 4 => 2,
            _ => 1,
        };
    }
}
