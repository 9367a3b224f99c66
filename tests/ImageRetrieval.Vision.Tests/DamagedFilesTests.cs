using ImageRetrieval.Vision.Decoding;
using ImageRetrieval.Vision.Preprocessing;

namespace ImageRetrieval.Vision.Tests;

/// <summary>
/// Whole pictures in imperfect files are decoded without a word, damaged ones with what the decoder complained about, and
/// files without all of their pixels are refused (ADR 14).
/// </summary>
public sealed class DamagedFilesTests
{
    private static readonly DecodeGeometry s_geometry = new(ResizeRule.Stretch, 224, 224, true);
    private readonly ImageDecoder _decoder = new();

    public static TheoryData<string, string> Jpegs => new()
    {
        { "baseline", "Q=90" }, { "progressive", "Q=90,interlace=true" }, { "full colour", "Q=90,subsample-mode=off" },
        { "optimized", "Q=90,optimize-coding=true" }, { "restart markers", "Q=90,restart-interval=4" },
    };

    [Theory]
    [MemberData(nameof(Jpegs))]
    public void A_jpeg_that_lacks_only_its_end_marker_is_whole(string kind, string options)
    {
        var jpeg = Encoded.As(".jpg", 301, 203, $"{options},keep=none");
        foreach (var missing in (int[])[1, 2])
            Assert.True(IsSame(jpeg, jpeg[..^missing]), $"{kind}, {missing} bytes fewer");
    }

    [Theory]
    [MemberData(nameof(Jpegs))]
    public void A_jpeg_that_lacks_pixels_is_truncated(string kind, string options)
    {
        var jpeg = Encoded.As(".jpg", 301, 203, $"{options},keep=none");
        foreach (var left in (double[])[.2, .5, .8, .95])
            Assert.True(Refusal(jpeg[..(int)(jpeg.Length * left)]) is ImageDecodeError.Truncated, $"{kind}, {left:P0} of it");
    }

    [Fact]
    public void A_jpeg_without_the_scans_of_its_colours_is_truncated()
    {
        // Progressive: the scans of the colours' details come one by one, each after its own marker.
        var jpeg = Encoded.As(".jpg", 301, 203, $"Q=90,interlace=true,keep=none");
        var firstScan = jpeg.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xDA]);
        Assert.Equal(ImageDecodeError.Truncated, Refusal(jpeg[..firstScan]));
        Assert.False(JpegScans.LackOnlyTheirEnd(jpeg.AsSpan(0, firstScan)));
    }

    [Theory]
    [InlineData(".png", "compression=6", 12)] // all of IEND
    [InlineData(".png", "compression=6", 4)] // its checksum
    [InlineData(".gif", "effort=1", 1)] // the trailer
    public void Other_formats_that_lack_only_their_end_are_whole(string suffix, string options, int missing)
    {
        var bytes = Encoded.As(suffix, 301, 203, $"{options}");
        Assert.True(IsSame(bytes, bytes[..^missing]));
    }

    [Theory]
    [InlineData(".jpg")]
    [InlineData(".png")]
    [InlineData(".webp")]
    [InlineData(".gif")]
    [InlineData(".avif")]
    public void Bytes_after_the_end_do_no_harm(string suffix)
    {
        var bytes = Encoded.As(suffix, 301, 203, $"");
        Assert.True(IsSame(bytes, [.. bytes, .. "and a motion photo's video"u8, 0, 0, 0]));
    }

    [Theory]
    [MemberData(nameof(Jpegs))]
    public void A_broken_scan_is_decoded_and_reported_as_damaged(string kind, string options)
    {
        var jpeg = Encoded.As(".jpg", 400, 300, $"{options},keep=none");
        // Some hundred bytes in the middle are missing: the decoder goes on behind them, and comes to the end too early.
        var middle = jpeg.Length / 2;
        byte[] broken = [.. jpeg[..middle], .. jpeg[(middle + 700)..]];
        // With restart markers the decoder may lose its way altogether.
        if (Refusal(broken, out var damage) is { } refusal)
            Assert.Equal((ImageDecodeError.Corrupt, "restart markers"), (refusal, kind));
        else
            Assert.Matches("^[^\n]+$", damage);
    }

    [Fact]
    public void Damage_is_reported_only_for_the_damaged_picture()
    {
        var sound = Encoded.Jpeg(200, 150);
        byte[] broken = [.. sound[..(sound.Length / 2)], .. sound[(sound.Length / 2 + 700)..]];
        Parallel.For(0, 400, i =>
        {
            using var pixels = _decoder.Decode(i % 2 == 0 ? sound : broken, s_geometry);
            Assert.Equal(i % 2 == 0, pixels.Damage is null);
        });
    }

    [Theory]
    [InlineData("IHDR")]
    [InlineData("IDAT")]
    public void A_png_with_a_wrong_checksum_is_never_treated_as_intact(string chunk)
    {
        var png = Encoded.As(".png", 301, 203, $"compression=6");
        var name = png.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(chunk));
        var length = System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(name - 4));
        png[name + 4 + length] ^= 0x55;
        try
        {
            Assert.NotNull(_decoder.Decode(png, s_geometry).Damage);
        }
        catch (ImageDecodeException refused)
        {
            Assert.Equal(ImageDecodeError.Corrupt, refused.Error);
        }
    }

    [Fact]
    public void Common_mistakes_of_cameras_are_not_damage()
    {
        var jpeg = Encoded.Jpeg(200, 150);
        // JFIF 2.1: unknown to libjpeg, and without a difference.
        byte[] revised = [.. jpeg[..2], 0xFF, 0xE0, 0, 16, .. "JFIF\0"u8, 2, 1, 0, 0, 1, 0, 1, 0, 0, .. jpeg[2..]];
        Assert.True(IsSame(jpeg, revised));
        // The preview in the EXIF data has an end of its own; bytes follow the picture's.
        Assert.True(IsSame(jpeg, [.. jpeg, 0xFF, 0xD9, 0, 0, 0xFF]));
    }

    [Theory]
    [InlineData("mif1", "mif1avifmiaf")]
    [InlineData("miaf", "avif")]
    [InlineData("avif", "mif1")]
    public void An_avif_is_known_by_any_of_its_brands(string major, string compatible) =>
        Assert.True(IsSame(Encoded.As(".avif", 301, 203, $""), WithBrands(Encoded.As(".avif", 301, 203, $""), major, compatible)));

    [Theory]
    [InlineData("heic", "mif1heic", "HEIC")]
    [InlineData("mif1", "mif1heic", "HEIC")]
    [InlineData("heim", "mif1", "HEIC")]
    [InlineData("mif1", "miaf", "HEIF")]
    [InlineData("mif1", "jpeg", "JPEG")]
    [InlineData("crx ", "crx isom", "CR3")]
    [InlineData("isom", "isommp41", "MP4")]
    [InlineData("qt  ", "qt  ", "MP4")]
    [InlineData("jxl ", "jxl ", "JPEG XL")]
    public void Formats_in_the_same_container_are_refused_by_their_names(string major, string compatible, string name)
    {
        var refused = Assert.Throws<ImageDecodeException>(() => _decoder.Decode(WithBrands(Encoded.As(".avif", 16, 16, $""), major, compatible), s_geometry));
        Assert.Equal(ImageDecodeError.UnsupportedFormat, refused.Error);
        Assert.StartsWith(name, refused.Message);
    }

    // The boxes after the first refer to places in the file: the new box keeps its length, filled with a brand that says nothing.
    private static byte[] WithBrands(byte[] avif, string major, string compatible)
    {
        var size = System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(avif);
        var padded = compatible.PadRight(size - 16, '\0')[..(size - 16)];
        return [.. avif[..8], .. System.Text.Encoding.ASCII.GetBytes(major), 0, 0, 0, 0, .. System.Text.Encoding.ASCII.GetBytes(padded), .. avif[size..]];
    }

    private bool IsSame(byte[] sound, byte[] other)
    {
        using var expected = _decoder.Decode(sound, s_geometry);
        using var actual = _decoder.Decode(other, s_geometry);
        Assert.Null(expected.Damage);
        Assert.Null(actual.Damage);
        return actual.Rgb.Span.SequenceEqual(expected.Rgb.Span);
    }

    private ImageDecodeError? Refusal(byte[] bytes) => Refusal(bytes, out _);

    private ImageDecodeError? Refusal(byte[] bytes, out string? damage)
    {
        damage = null;
        try
        {
            using var pixels = _decoder.Decode(bytes, s_geometry);
            damage = pixels.Damage;
            return null;
        }
        catch (ImageDecodeException refused)
        {
            return refused.Error;
        }
    }
}
