using System.Diagnostics;
using ImageRetrieval.Vision.Preprocessing;

namespace ImageRetrieval.Vision.Decoding;

/// <summary>
/// Decodes bytes (JPEG, PNG, WebP, GIF, AVIF; the first frame of an animation) to pixels, with libvips. Thread-safe;
/// every call works on the calling thread. The header is read and the limits are checked before any pixel is decoded.
/// </summary>
public sealed class ImageDecoder
{
    private readonly DecodeLimits _limits;
    private readonly PixelGate _gate;

    /// <summary>Creates a decoder with the given limits, or with <see cref="DecodeLimits.Default"/>.</summary>
    public ImageDecoder(DecodeLimits? limits = null)
    {
        _limits = limits ?? DecodeLimits.Default;
        _gate = new PixelGate(_limits.MaxPixelsInFlight);
    }

    /// <summary>Reads the header only.</summary>
    /// <exception cref="ImageDecodeException">The bytes are not a supported image or exceed a limit.</exception>
    public ImageInfo ReadInfo(ReadOnlySpan<byte> encoded)
    {
        var format = CheckFormat(encoded);
        return DecodeAttempts.Leniently(format, encoded, loader =>
        {
            using var header = OpenHeader(loader);
            var turned = new Orientation(header.Orientation).SwapsAxes;
            return new ImageInfo(format, turned ? header.Height : header.Width, turned ? header.Width : header.Height);
        });
    }

    /// <summary>
    /// Decodes to the square that a model reads: triangle filter with antialiasing (as PIL and torchvision), transparent
    /// parts on white, colours through the embedded profile to sRGB.
    /// </summary>
    /// <param name="encoded">The image.</param>
    /// <param name="geometry">The geometry of the model's input.</param>
    /// <param name="crop">The part of the image that becomes the square; null for the whole image.</param>
    /// <exception cref="ImageDecodeException">The bytes are not a complete, supported image or exceed a limit.</exception>
    /// <exception cref="ArgumentException">The crop is not within the image.</exception>
    public PixelImage Decode(ReadOnlySpan<byte> encoded, DecodeGeometry geometry, CropBox? crop = null)
    {
        ArgumentNullException.ThrowIfNull(geometry);
        if (crop is { IsValid: false })
            throw new ArgumentException($"The crop {crop} does not lie in the image: its edges are 0..1 and it is not empty.", nameof(crop));
        var started = Stopwatch.GetTimestamp();
        var format = CheckFormat(encoded);
        var pixels = DecodeAttempts.Run(format, encoded, loader =>
        {
            using var header = OpenHeader(loader);
            using var place = _gate.Enter((long)header.Width * header.Height);
            return crop is null ? Shrink(loader, format, header, ResizePlan.Make(header, geometry)) : Part(header, geometry, crop);
        }, out var damage);
        pixels.Damage = damage;
        VisionTelemetry.Decoded(NameOf(format), started);
        return pixels;
    }

    /// <summary>Creates a thumbnail whose longer side is at most <paramref name="maxSide"/> pixels; never enlarges.</summary>
    /// <param name="encoded">The image.</param>
    /// <param name="maxSide">Longer side in pixels, 16..2048.</param>
    /// <param name="quality">1..100.</param>
    /// <param name="format">WebP, AVIF or JPEG.</param>
    /// <exception cref="ImageDecodeException">The bytes are not a complete, supported image or exceed a limit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number or the format is out of range.</exception>
    public byte[] CreateThumbnail(ReadOnlySpan<byte> encoded, int maxSide, int quality = 80, ImageFormat format = ImageFormat.Webp)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxSide, 16);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maxSide, 2048);
        ArgumentOutOfRangeException.ThrowIfLessThan(quality, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(quality, 100);
        if (format is not (ImageFormat.Webp or ImageFormat.Avif or ImageFormat.Jpeg))
            throw new ArgumentOutOfRangeException(nameof(format), format, "Thumbnails are WebP, AVIF or JPEG.");
        var source = CheckFormat(encoded);
        return DecodeAttempts.Run(source, encoded, loader =>
        {
            using var header = OpenHeader(loader);
            using var place = _gate.Enter((long)header.Width * header.Height);
            using var small = Shrink(loader, source, header, ResizePlan.Fit(header, maxSide));
            return Encode(small, quality, format);
        }, out _);
    }

    private static unsafe byte[] Encode(PixelImage pixels, int quality, ImageFormat format)
    {
        fixed (byte* data = pixels.Rgb.Span)
        {
            using var image = VipsImage.OverMemory(data, pixels.Width, pixels.Height, bands: 3);
            return Encode(image, quality, format);
        }
    }

    private static byte[] Encode(VipsImage image, int quality, ImageFormat format) => format switch
    {
        ImageFormat.Jpeg => image.Save(".jpg", $"Q={quality},optimize-coding=true,keep=none"),
        // AV1 has a different quality scale: its 60 looks like WebP's 80. Effort 2 of 9 takes a fifth of the default's time.
        ImageFormat.Avif => image.Save(".avif", $"Q={Math.Max(1, quality * 3 / 4)},compression=av1,effort=2,keep=none"),
        _ => image.Save(".webp", $"Q={quality},keep=none"),
    };

    // Crops are rare: the source is decoded completely, without JPEG's shortcuts.
    private static PixelImage Part(VipsImage header, DecodeGeometry geometry, CropBox crop)
    {
        using var upright = geometry.ApplyOrientation && header.Orientation > 1 ? Upright(header) : header.Share();
        var (left, top, width, height) = crop.Pixels(upright.Width, upright.Height);
        using var part = upright.Crop(left, top, width, height);
        return PixelChain.Run(part, ResizePlan.Make(part, geometry));
    }

    private static VipsImage Upright(VipsImage image)
    {
        using var whole = image.ToMemory();
        return whole.Rotate();
    }

    private ImageFormat CheckFormat(ReadOnlySpan<byte> encoded)
    {
        if (encoded.IsEmpty)
            throw new ImageDecodeException(ImageDecodeError.Empty, "The image is empty: it has 0 bytes.");
        if (encoded.Length > _limits.MaxBytes)
            throw new ImageDecodeException(ImageDecodeError.TooManyBytes, $"The image has {encoded.Length} bytes; the limit is {_limits.MaxBytes}.");
        return FormatSniffer.Supported(encoded) ?? throw Refuse(encoded);
    }

    private static ImageDecodeException Refuse(ReadOnlySpan<byte> encoded)
    {
        const string remedy = "use JPEG, PNG, WebP, GIF or AVIF.";
        if (FormatSniffer.IsHtml(encoded))
            return new(ImageDecodeError.NotAnImage, "This is a web page, not an image: " + remedy);
        return FormatSniffer.NameOfUnsupported(encoded) is { } name
            ? new(ImageDecodeError.UnsupportedFormat, $"{name} files are not supported: {remedy}")
            : new(ImageDecodeError.NotAnImage, "The bytes are not an image: " + remedy);
    }

    // Enum.ToString allocates at each call.
    private static string NameOf(ImageFormat format) => format switch
    {
        ImageFormat.Jpeg => "jpeg",
        ImageFormat.Png => "png",
        ImageFormat.Webp => "webp",
        ImageFormat.Gif => "gif",
        _ => "avif",
    };

    private static PixelImage Shrink(VipsLoader loader, ImageFormat format, VipsImage header, ResizePlan plan)
    {
        if (format != ImageFormat.Jpeg || plan.JpegShrink == 1)
            return PixelChain.Run(header, plan);

        using var reduced = loader.Open(plan.JpegShrink);
        return PixelChain.Run(reduced, plan);
    }

    private VipsImage OpenHeader(VipsLoader loader)
    {
        var header = loader.Open();
        var pixels = (long)header.Width * header.Height;
        if (pixels <= _limits.MaxPixels)
            return header;

        var (width, height) = (header.Width, header.Height);
        header.Dispose();
        throw new ImageDecodeException(ImageDecodeError.TooManyPixels, $"The image is {width}x{height} = {pixels} pixels; the limit is {_limits.MaxPixels}.");
    }
}
