using ImageRetrieval.Vision.Preprocessing;
using Microsoft.Win32.SafeHandles;
using static ImageRetrieval.Vision.Decoding.VipsApi;

namespace ImageRetrieval.Vision.Decoding;

/// <summary>A lazy libvips image: pixels are computed when something asks for them.</summary>
internal sealed unsafe class VipsImage : SafeHandleZeroOrMinusOneIsInvalid
{
    internal VipsImage(nint image)
        : base(ownsHandle: true) => SetHandle(image);

    internal nint Handle => handle;
    internal int Width => vips_image_get_width(handle);
    internal int Height => vips_image_get_height(handle);
    internal int Bands => vips_image_get_bands(handle);
    internal bool HasAlpha => vips_image_hasalpha(handle) != 0;
    internal bool HasProfile => vips_image_get_typeof(handle, Utf8("icc-profile-data")) != 0;

    // VipsBandFormat: 0 is unsigned 8 bit, 2 is unsigned 16 bit.
    private bool Has8Bits => vips_image_get_format(handle) == 0;
    private bool Has16Bits => vips_image_get_format(handle) == 2;

    /// <summary>Whether the pixels are sRGB bytes already. VipsInterpretation: 22 is sRGB.</summary>
    internal bool IsSrgbBytes => Has8Bits && Bands == 3 && vips_image_get_interpretation(handle) == 22;

    /// <summary>The EXIF orientation, 1..8; 1 when there is none.</summary>
    internal int Orientation => vips_image_get_orientation(handle);

    /// <summary>Antialiased filter; both factors are at most 1.</summary>
    internal VipsImage Reduce(double horizontal, double vertical, ResizeKernel kernel)
    {
        var name = kernel == ResizeKernel.Bicubic ? "cubic" : "linear";
        using var rows = Call("reducev", $"vshrink={1 / vertical:R},kernel={name}");
        return rows.Call("reduceh", $"hshrink={1 / horizontal:R},kernel={name}");
    }

    /// <summary>Interpolation between pixel centres; both sizes are at least the present ones.</summary>
    /// <remarks>
    /// `resize` enlarges as well, but about half a pixel off (4 levels of mean difference from PIL, 0.15 with this): a
    /// centre at x + 1/2 must land at (x + 1/2) * factor, which takes both displacements and a fixed output area.
    /// </remarks>
    internal VipsImage Enlarge(int width, int height, ResizeKernel kernel)
    {
        var (horizontal, vertical) = ((double)width / Width, (double)height / Height);
        return Call("affine", $"matrix=\"{horizontal:R} 0 0 {vertical:R}\",oarea=\"0 0 {width} {height}\",idx=0.5,idy=0.5,odx=-0.5,ody=-0.5,extend=copy,interpolate={(kernel == ResizeKernel.Bicubic ? "bicubic" : "bilinear")}");
    }

    internal VipsImage Crop(int left, int top, int width, int height)
    {
        using var operation = new VipsOperation("extract_area").Set($"left={left},top={top},width={width},height={height}");
        return operation.Set("input", this).Build();
    }

    internal VipsImage FlattenOnWhite() => Call("flatten", $"background={(Has16Bits ? 65535 : 255)}");

    internal VipsImage ToSrgb() => Call("colourspace", $"space=srgb");

    internal VipsImage ProfileToSrgb() => Call("icc_transform", $"output-profile=srgb,embedded=true,intent=relative");

    internal VipsImage ToBytes() => Call("cast", $"format=uchar");

    /// <summary>Another reference to the same pixels.</summary>
    internal VipsImage Copy() => Call("copy", $"");

    internal VipsImage Rotate() => Call("autorot", $"");

    /// <summary>Computes the pixels now, so that later operations may read them in any order.</summary>
    internal VipsImage ToMemory()
    {
        var copy = vips_image_copy_memory(handle);
        return copy != 0 ? new VipsImage(copy) : throw new VipsException("copy_memory", TakeError());
    }

    /// <summary>Copies the pixels, row by row, channels interleaved: height x width x bands bytes, all of <paramref name="destination"/>.</summary>
    internal void ReadPixels(Span<byte> destination)
    {
        nuint length;
        var memory = vips_image_write_to_memory(handle, &length);
        if (memory == null)
            throw new VipsException("write_to_memory", TakeError());
        try
        {
            // libvips allocated `length` bytes and gives them to the caller, who frees them.
            new ReadOnlySpan<byte>(memory, checked((int)length)).CopyTo(destination);
        }
        finally
        {
            g_free(memory);
        }
    }

    internal byte[] Save(string operation, FormattableString options)
    {
        using var save = new VipsOperation(operation).Set(options);
        return save.Set("in", this).BuildBytes();
    }

    protected override bool ReleaseHandle()
    {
        g_object_unref(handle);
        return true;
    }

    private VipsImage Call(string operation, FormattableString options)
    {
        using var call = new VipsOperation(operation);
        return call.Set("in", this).Set(options).Build();
    }
}
