using System.Diagnostics;
using System.Text;
using ImageRetrieval.Fixtures;
using ImageRetrieval.Vision.Decoding;
using ImageRetrieval.Vision.Preprocessing;

namespace ImageRetrieval.Vision.Tests;

public sealed class ImageDecoderTests
{
    private static readonly DecodeGeometry s_stretch = new(ResizeRule.Stretch, 32, 32, true);
    private static readonly DecodeGeometry s_crop = new(ResizeRule.ShorterSideCrop, 32, 16, true);
    private readonly ImageDecoder _decoder = new();

    [Fact]
    public void A_plain_colour_stays_that_colour()
    {
        var image = _decoder.Decode(TestImages.Png(80, 50, (_, _) => (200, 100, 50)), s_stretch);

        Assert.Equal((32, 32), (image.Width, image.Height));
        for (var i = 0; i < image.Rgb.Length; i += 3)
            Assert.Equal(new byte[] { 200, 100, 50 }, image.Rgb.Slice(i, 3).ToArray());
    }

    [Fact]
    public void The_crop_takes_the_centre_and_the_stretch_takes_everything()
    {
        // Left third red, middle third green, right third blue.
        var png = TestImages.Png(96, 32, (x, _) => x < 32 ? ((byte)255, (byte)0, (byte)0) : x < 64 ? ((byte)0, (byte)255, (byte)0) : ((byte)0, (byte)0, (byte)255));

        var cropped = _decoder.Decode(png, s_crop).Rgb.ToArray();
        var stretched = _decoder.Decode(png, s_stretch).Rgb.ToArray();

        Assert.All(cropped.Chunk(3), pixel => Assert.Equal([0, 255, 0], pixel));
        Assert.Equal([255, 0, 0], stretched[..3]);
        Assert.Equal([0, 0, 255], stretched[(31 * 3)..(32 * 3)]);
    }

    [Fact]
    public void Transparent_parts_are_white()
    {
        // Colour type 6: RGBA. Half of the pixels are fully transparent black.
        var rows = new byte[16 * (1 + 16 * 4)];
        for (var y = 0; y < 16; y++)
        {
            for (var x = 8; x < 16; x++)
                rows[y * 65 + 1 + x * 4 + 3] = 255;
        }

        var image = _decoder.Decode(TestImages.Png(16, 16, 6, 8, rows), new DecodeGeometry(ResizeRule.Stretch, 16, 16, true)).Rgb.ToArray();

        Assert.Equal([255, 255, 255], image[..3]);
        Assert.Equal([0, 0, 0], image[(15 * 3)..(16 * 3)]);
    }

    [Fact]
    public void Sixteen_bits_transparency_is_white_too()
    {
        var rows = new byte[8 * (1 + 8 * 8)]; // colour type 6, 16 bits: all zero is transparent black
        var image = _decoder.Decode(TestImages.Png(8, 8, 6, 16, rows), new DecodeGeometry(ResizeRule.Stretch, 8, 8, true));
        Assert.All(image.Rgb.ToArray(), value => Assert.Equal(255, value));
    }

    [Fact]
    public void Grey_becomes_three_equal_channels()
    {
        var rows = Enumerable.Range(0, 8).SelectMany(y => new byte[] { 0, 10, 20, 30, 40, 50, 60, 70, 80 }).ToArray();
        var image = _decoder.Decode(TestImages.Png(8, 8, 0, 8, rows), new DecodeGeometry(ResizeRule.Stretch, 8, 8, true)).Rgb.ToArray();
        Assert.Equal([10, 10, 10, 20, 20, 20], image[..6]);
    }

    [Theory]
    [InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5), InlineData(6), InlineData(7), InlineData(8)]
    public void Every_EXIF_orientation_shows_the_same_picture(int orientation)
    {
        var upright = _decoder.Decode(Encoded.Oriented(1), s_crop);
        var turned = _decoder.Decode(Encoded.Oriented(orientation), s_crop);

        Assert.Equal(new ImageInfo(ImageFormat.Jpeg, 96, 64), _decoder.ReadInfo(Encoded.Oriented(orientation)));
        var difference = upright.Rgb.ToArray().Zip(turned.Rgb.ToArray()).Average(pair => Math.Abs(pair.First - pair.Second));
        Assert.True(difference < 3, $"mean difference {difference}");
    }

    [Fact]
    public void Orientation_is_ignored_when_the_geometry_says_so()
    {
        var ignored = _decoder.Decode(Encoded.Oriented(3), s_crop with { ApplyOrientation = false }).Rgb.ToArray();
        var applied = _decoder.Decode(Encoded.Oriented(3), s_crop).Rgb.ToArray();
        Assert.True(ignored.Zip(applied).Average(pair => Math.Abs(pair.First - pair.Second)) > 20);
    }

    [Fact]
    public void Too_many_pixels_are_refused_before_one_is_decoded()
    {
        var clock = Stopwatch.StartNew();
        var refused = Assert.Throws<ImageDecodeException>(() => _decoder.Decode(TestImages.PngHeaderOnly(20_000, 20_000), s_stretch));

        Assert.Equal(ImageDecodeError.TooManyPixels, refused.Error);
        Assert.Equal("The image is 20000x20000 = 400000000 pixels; the limit is 150000000.", refused.Message);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), "a header was read, nothing more");
    }

    [Fact]
    public void Too_many_bytes_are_refused()
    {
        var decoder = new ImageDecoder(new DecodeLimits { MaxBytes = 100 });
        var refused = Assert.Throws<ImageDecodeException>(() => decoder.Decode(TestImages.Random(1), s_stretch));
        Assert.Equal(ImageDecodeError.TooManyBytes, refused.Error);
    }

    [Theory]
    [InlineData("", ImageDecodeError.Empty)]
    [InlineData("<!DOCTYPE html><html><body>404</body></html>", ImageDecodeError.NotAnImage)]
    [InlineData("just some text", ImageDecodeError.NotAnImage)]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>", ImageDecodeError.UnsupportedFormat)]
    [InlineData("%PDF-1.4 and so on", ImageDecodeError.UnsupportedFormat)]
    [InlineData("II*\0 tiff", ImageDecodeError.UnsupportedFormat)]
    public void Unsupported_images_are_refused_with_the_reason(string content, ImageDecodeError expected)
    {
        var refused = Assert.Throws<ImageDecodeException>(() => _decoder.Decode(Encoding.Latin1.GetBytes(content), s_stretch));
        Assert.Equal(expected, refused.Error);
    }

    [Fact]
    public void Incomplete_files_are_truncated_and_damaged_ones_corrupt()
    {
        var jpeg = Encoded.Jpeg(200, 150);
        var png = TestImages.Random(3, 200, 150);
        var damaged = png.ToArray();
        damaged.AsSpan(60, 40).Fill(0x55);

        Assert.Equal(ImageDecodeError.Truncated, Error(jpeg[..(jpeg.Length / 2)]));
        Assert.Equal(ImageDecodeError.Truncated, Error(png[..(png.Length / 2)]));
        Assert.Equal(ImageDecodeError.Corrupt, Error(damaged));

        ImageDecodeError Error(byte[] bytes) => Assert.Throws<ImageDecodeException>(() => _decoder.Decode(bytes, s_stretch)).Error;
    }

    [Fact]
    public void Messages_do_not_carry_the_native_text()
    {
        var jpeg = Encoded.Jpeg(64, 64);
        var refused = Assert.Throws<ImageDecodeException>(() => _decoder.Decode(jpeg[..(jpeg.Length / 2)], s_stretch));
        Assert.DoesNotContain("vips", refused.Message, StringComparison.OrdinalIgnoreCase);
        Assert.False(string.IsNullOrEmpty(refused.Detail));
    }

    [Fact]
    public void A_thumbnail_fits_its_side_keeps_the_shape_and_is_upright()
    {
        Assert.Equal(new ImageInfo(ImageFormat.Webp, 48, 32), _decoder.ReadInfo(_decoder.CreateThumbnail(Encoded.Oriented(6), 48)));
        Assert.Equal(new ImageInfo(ImageFormat.Webp, 64, 48), _decoder.ReadInfo(_decoder.CreateThumbnail(TestImages.Random(1), 500)));
        Assert.Throws<ArgumentOutOfRangeException>(() => _decoder.CreateThumbnail(TestImages.Random(1), 8));
    }

    [Fact]
    public void Extreme_shapes_are_decoded()
    {
        Assert.Equal(16, _decoder.Decode(TestImages.Png(1, 1, (_, _) => (1, 2, 3)), s_crop).Width);
        Assert.Equal(16, _decoder.Decode(TestImages.Png(4000, 1, (_, _) => (1, 2, 3)), s_crop).Width);
        Assert.Equal(16, _decoder.Decode(TestImages.Png(1, 4000, (_, _) => (1, 2, 3)), s_crop).Width);
    }

    [Fact]
    public void Many_threads_decode_the_same_pixels()
    {
        var jpeg = Encoded.Jpeg(300, 200);
        var expected = _decoder.Decode(jpeg, s_crop).Rgb.ToArray();
        Parallel.For(0, 200, _ => Assert.Equal(expected, _decoder.Decode(jpeg, s_crop).Rgb.ToArray()));
    }
}
