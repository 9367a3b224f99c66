using ImageRetrieval.Fixtures;
using ImageRetrieval.Vision.Decoding;
using ImageRetrieval.Vision.Preprocessing;

namespace ImageRetrieval.Vision.Tests;

public sealed class CropBoxTests
{
    private static readonly DecodeGeometry s_square = new(ResizeRule.Stretch, 16, 16, ApplyOrientation: true);

    [Theory]
    [InlineData(0, 0, 255, 0, 0)]
    [InlineData(0.5, 0, 0, 255, 0)]
    [InlineData(0, 0.5, 0, 0, 255)]
    [InlineData(0.5, 0.5, 255, 255, 255)]
    public void A_part_of_a_picture_is_all_that_a_model_sees(double x, double y, byte r, byte g, byte b)
    {
        var quarters = TestImages.Png(64, 64, (column, row) => (column < 32, row < 32) switch
        {
            (true, true) => (255, 0, 0),
            (false, true) => (0, 255, 0),
            (true, false) => (0, 0, 255),
            _ => (255, 255, 255),
        });
        using var pixels = new ImageDecoder().Decode(quarters, s_square, new CropBox(x, y, 0.5, 0.5));
        Assert.All(pixels.Rgb.ToArray().Chunk(3), pixel => Assert.Equal([r, g, b], pixel));
    }

    [Fact]
    public void The_whole_picture_as_a_part_is_the_picture()
    {
        var picture = TestImages.Random(5, 301, 199);
        using var whole = new ImageDecoder().Decode(picture, s_square);
        using var part = new ImageDecoder().Decode(picture, s_square, new CropBox(0, 0, 1, 1));
        Assert.Equal(whole.Rgb.ToArray(), part.Rgb.ToArray());
    }

    [Theory]
    [InlineData(-0.1, 0, 0.5, 0.5)]
    [InlineData(0, 0, 0, 0.5)]
    [InlineData(0.6, 0, 0.5, 0.5)]
    [InlineData(double.NaN, 0, 0.5, 0.5)]
    public void A_part_outside_of_the_picture_is_refused(double x, double y, double width, double height) =>
        Assert.Throws<ArgumentException>(() => new ImageDecoder().Decode(TestImages.Random(1), s_square, new CropBox(x, y, width, height)));

    [Fact]
    public void A_sliver_is_at_least_one_pixel()
    {
        using var pixels = new ImageDecoder().Decode(TestImages.Random(1), s_square, new CropBox(0.999, 0.999, 0.0001, 0.0001));
        Assert.Equal(16, pixels.Width);
    }

    [Theory]
    [InlineData(ImageFormat.Webp)]
    [InlineData(ImageFormat.Avif)]
    [InlineData(ImageFormat.Jpeg)]
    public void A_thumbnail_is_of_the_format_that_was_asked_for(ImageFormat format)
    {
        var decoder = new ImageDecoder();
        var bytes = decoder.CreateThumbnail(TestImages.Random(1, 300, 200), 96, format: format);
        Assert.Equal(new ImageInfo(format, 96, 64), decoder.ReadInfo(bytes));
    }
}
