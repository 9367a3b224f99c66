using System.Globalization;
using NetVips;

namespace ImageRetrieval.Vision.Decoding;

/// <summary>A lazy libvips image, for one thread: pixels are computed when they are read.</summary>
internal sealed class VipsImage : IDisposable
{
    private const string Profile = "icc-profile-data";

    private readonly Image _image;
    private readonly Users _users;
    private bool _disposed;

    /// <param name="image">Disposed by this object.</param>
    internal VipsImage(Image image)
        : this(image, new Users())
    {
    }

    private VipsImage(Image image, Users users) => (_image, _users) = (image, users);

    internal int Width => _image.Width;
    internal int Height => _image.Height;
    internal int Bands => _image.Bands;
    internal bool HasAlpha => _image.HasAlpha();
    internal bool HasProfile => _image.Contains(Profile);
    internal bool Has8Bits => _image.Format == Enums.BandFormat.Uchar;

    /// <summary>Whether the pixels are three channels of sRGB, of 8 or 16 bits.</summary>
    internal bool IsSrgb => Bands == 3 && _image.Interpretation is Enums.Interpretation.Srgb or Enums.Interpretation.Rgb16;

    /// <summary>The EXIF orientation, 1..8; 1 when there is none.</summary>
    internal int Orientation => _image.Contains("orientation") && _image.Get("orientation") is int value and >= 1 and <= 8 ? value : 1;

    /// <summary>Pixels of 1 (grey), 3 (sRGB) or 4 (CMYK) bytes in the caller's memory, which stays in place as long as anything reads them.</summary>
    internal static unsafe VipsImage OverMemory(byte* pixels, int width, int height, int bands)
    {
        VipsRuntime.Start();
        using var unnamed = Image.NewFromMemory((nint)pixels, (ulong)((long)width * height * bands), width, height, bands, Enums.BandFormat.Uchar);
        return new VipsImage(unnamed.Copy(interpretation: bands switch { 1 => Enums.Interpretation.Bw, 4 => Enums.Interpretation.Cmyk, _ => Enums.Interpretation.Srgb }));
    }

    /// <summary>This image with the colour profile of another image.</summary>
    internal VipsImage WithProfile(VipsImage from) =>
        new(_image.Mutate(mutable => mutable.Set(GValue.BlobType, Profile, from._image.Get(Profile))));

    internal VipsImage Crop(int left, int top, int width, int height) => new(_image.ExtractArea(left, top, width, height));

    /// <summary>Means of as many columns and rows as leave at most <paramref name="side"/> of each.</summary>
    internal VipsImage ShrinkTo(int side) => new(_image.Shrink((Width + side - 1) / side, (Height + side - 1) / side));

    internal VipsImage FlattenOnWhite() => new(_image.Flatten(background: [_image.Format == Enums.BandFormat.Ushort ? 65535 : 255]));

    internal VipsImage ToSrgb() => new(_image.Colourspace(Enums.Interpretation.Srgb));

    internal VipsImage ProfileToSrgb() => new(_image.IccTransform("srgb", embedded: true, intent: Enums.Intent.Relative));

    /// <summary>8 bits: the upper half of 16.</summary>
    internal VipsImage ToBytes() => new(_image.Cast(Enums.BandFormat.Uchar, shift: true));

    internal VipsImage Rotate() => new(_image.Autorot());

    /// <summary>Computes the pixels now, so that later operations may read them in any order.</summary>
    internal VipsImage ToMemory() => new(_image.CopyMemory());

    /// <summary>The same image, for another owner.</summary>
    internal VipsImage Share()
    {
        _users.Count++;
        return new VipsImage(_image, _users);
    }

    internal Region NewRegion() => Region.New(_image);

    /// <summary>Copies the pixels, row by row, channels interleaved: height x width x bands bytes, all of <paramref name="destination"/>.</summary>
    internal unsafe void ReadPixels(Span<byte> destination)
    {
        var memory = _image.WriteToMemory(out ulong length);
        try
        {
            // libvips allocates `length` bytes, which the caller frees.
            new ReadOnlySpan<byte>((void*)memory, checked((int)length)).CopyTo(destination);
        }
        finally
        {
            NetVips.NetVips.Free(memory);
        }
    }

    /// <summary>The image in a format, with the saver's options.</summary>
    /// <param name="suffix">For instance <c>.jpg</c>.</param>
    /// <param name="options">For instance <c>Q=85,keep=none</c>.</param>
    internal byte[] Save(string suffix, FormattableString options) =>
        _image.WriteToBuffer($"{suffix}[{options.ToString(CultureInfo.InvariantCulture)}]");

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        if (--_users.Count == 0)
            _image.Dispose();
    }

    private sealed class Users
    {
        internal int Count { get; set; } = 1;
    }
}
