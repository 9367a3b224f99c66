using ImageRetrieval.Vision.Preprocessing;
using Microsoft.Win32.SafeHandles;
using static ImageRetrieval.Vision.Decoding.VipsApi;

namespace ImageRetrieval.Vision.Decoding;

/// <summary>A lazy libvips image: pixels are computed when something asks for them.</summary>
internal sealed unsafe class VipsImage : SafeHandleZeroOrMinusOneIsInvalid
{
    private const string Profile = "icc-profile-data";

    internal VipsImage(nint image)
        : base(ownsHandle: true) => SetHandle(image);

    internal nint Handle => handle;
    internal int Width => vips_image_get_width(handle);
    internal int Height => vips_image_get_height(handle);
    internal int Bands => vips_image_get_bands(handle);
    internal bool HasAlpha => vips_image_hasalpha(handle) != 0;
    internal bool HasProfile => vips_image_get_typeof(handle, Utf8(Profile)) != 0;

    // VipsBandFormat: 0 is unsigned 8 bit, 2 is unsigned 16 bit.
    internal bool Has8Bits => vips_image_get_format(handle) == 0;
    private bool Has16Bits => vips_image_get_format(handle) == 2;

    /// <summary>Whether the pixels are three channels of sRGB. VipsInterpretation: 22 is sRGB, 25 is the same with 16 bits.</summary>
    internal bool IsSrgb => Bands == 3 && vips_image_get_interpretation(handle) is 22 or 25;

    /// <summary>The EXIF orientation, 1..8; 1 when there is none.</summary>
    internal int Orientation => vips_image_get_orientation(handle);

    /// <summary>Pixels of 1 (grey), 3 (sRGB) or 4 (CMYK) bytes in the caller's memory, which stays in place as long as anything reads them.</summary>
    internal static VipsImage OverMemory(byte* pixels, int width, int height, int bands)
    {
        var image = vips_image_new_from_memory(pixels, (nuint)((long)width * height * bands), width, height, bands, 0);
        if (image == 0)
            throw new VipsException("new_from_memory", TakeError());
        using var unnamed = new VipsImage(image);
        var meaning = bands switch { 1 => "b-w", 4 => "cmyk", _ => "srgb" };
        return unnamed.Call("copy", $"interpretation={meaning}");
    }

    /// <summary>Takes another image's colour profile over; for an image that nobody else has.</summary>
    internal void SetProfile(VipsImage from)
    {
        void* profile;
        nuint length;
        if (vips_image_get_blob(from.handle, Utf8(Profile), &profile, &length) != 0)
            throw new VipsException("get_blob", TakeError());
        vips_image_set_blob_copy(handle, Utf8(Profile), profile, length);
    }

    internal VipsImage Crop(int left, int top, int width, int height)
    {
        using var operation = new VipsOperation("extract_area").Set($"left={left},top={top},width={width},height={height}");
        return operation.Set("input", this).Build();
    }

    /// <summary>Means of as many columns and rows as leave at most <paramref name="side"/> of each.</summary>
    internal VipsImage ShrinkTo(int side) =>
        Call("shrink", $"hshrink={(Width + side - 1) / side},vshrink={(Height + side - 1) / side}");

    internal VipsImage FlattenOnWhite() => Call("flatten", $"background={(Has16Bits ? 65535 : 255)}");

    internal VipsImage ToSrgb() => Call("colourspace", $"space=srgb");

    internal VipsImage ProfileToSrgb() => Call("icc_transform", $"output-profile=srgb,embedded=true,intent=relative");

    /// <summary>8 bits: the upper half of 16.</summary>
    internal VipsImage ToBytes() => Call("cast", $"format=uchar,shift=true");

    /// <summary>Another reference to the same image.</summary>
    internal VipsImage Share()
    {
        g_object_ref(handle);
        return new VipsImage(handle);
    }

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
