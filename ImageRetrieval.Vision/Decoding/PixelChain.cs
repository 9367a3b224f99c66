using System.Buffers;
using ImageRetrieval.Vision.Resampling;
using NetVips;

namespace ImageRetrieval.Vision.Decoding;

/// <summary>The steps from an opened image to small, upright sRGB pixels. The resize comes before all steps that cost time per pixel.</summary>
internal static class PixelChain
{
    // A row of a JPEG's blocks with halved colours: less costs more calls, more leaves the caches (measured with 4 to 128).
    private const int StripRows = 16;

    // The sums of a row and the weights of an axis grow with the side; only PNG has longer ones.
    private const int LongestSide = 1 << 16;

    internal static PixelImage Run(VipsImage source, ResizePlan plan)
    {
        using var plain = PlainBytes(source);
        var pixels = plain.IsSrgb && !plain.HasProfile ? Resized(plain, plan) : Coloured(plain, plan);
        if (plan.Orientation.Value <= 1)
            return pixels;
        using (pixels)
            return pixels.Turn(plan.Orientation);
    }

    /// <summary>8 bits a channel, no transparency, no side beyond <see cref="LongestSide"/>.</summary>
    private static VipsImage PlainBytes(VipsImage source)
    {
        using var opaque = source.HasAlpha ? source.FlattenOnWhite() : source.Share();
        using var bytes = opaque.Has8Bits ? opaque.Share() : opaque.ToBytes();
        return bytes.Width > LongestSide || bytes.Height > LongestSide ? bytes.ShrinkTo(LongestSide) : bytes.Share();
    }

    private static PixelImage Resized(VipsImage plain, ResizePlan plan)
    {
        var pixels = PixelImage.Rent(plan.CropWidth, plan.CropHeight);
        Resize(plain, plan, pixels.Span);
        return pixels;
    }

    private static unsafe PixelImage Coloured(VipsImage plain, ResizePlan plan)
    {
        var length = plan.CropWidth * plan.CropHeight * plain.Bands;
        var rented = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            var pixels = rented.AsSpan(0, length);
            Resize(plain, plan, pixels);
            // libvips reads them in place until the last image over them is disposed.
            fixed (byte* data = pixels)
            {
                using var small = VipsImage.OverMemory(data, plan.CropWidth, plan.CropHeight, plain.Bands);
                using var profiled = plain.HasProfile ? TryProfile(small, plain) : small.Share();
                using var colours = profiled.IsSrgb ? profiled.Share() : profiled.ToSrgb();
                using var bytes = colours.Has8Bits ? colours.Share() : colours.ToBytes();
                if (bytes.Bands != 3)
                    throw new VipsException($"colourspace: {bytes.Bands} bands came out where 3 were expected");
                return PixelImage.Read(bytes);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    // A profile that contradicts its image (a grey profile in an RGB file) is common and meaningless: the pixels are
    // then treated as sRGB, as browsers do.
    private static VipsImage TryProfile(VipsImage image, VipsImage source)
    {
        try
        {
            using var described = image.WithProfile(source);
            return described.ProfileToSrgb();
        }
        catch (VipsException)
        {
            return image.Share();
        }
    }

    private static void Resize(VipsImage plain, ResizePlan plan, Span<byte> result)
    {
        using var columns = new FilterWindows(plain.Width, plan.Width, plan.Left, plan.CropWidth, plan.Kernel);
        using var rows = new FilterWindows(plain.Height, plan.Height, plan.Top, plan.CropHeight, plan.Kernel);
        using var resampler = new Resampler(columns, rows, plain.Bands, StripRows);
        using var region = new VipsRegion(plain);
        for (var top = rows.First; top < rows.End; top += StripRows)
            resampler.Add(region.Read(columns.First, top, columns.End - columns.First, Math.Min(StripRows, rows.End - top)), result);
    }
}
