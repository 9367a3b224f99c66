using ImageRetrieval.Fixtures;
using ImageRetrieval.Vision.Decoding;
using ImageRetrieval.Vision.Preprocessing;

namespace ImageRetrieval.Vision.Tests;

/// <summary>A decoder's pixels against Pillow's algorithm, for both filters, smaller and larger.</summary>
public sealed class ResizeKernelTests
{
    private const double MeanLimit = 0.2;

    [Theory]
    [InlineData(ResizeKernel.Bilinear, 400, 300), InlineData(ResizeKernel.Bicubic, 400, 300)]
    [InlineData(ResizeKernel.Bilinear, 131, 257), InlineData(ResizeKernel.Bicubic, 131, 257)]
    [InlineData(ResizeKernel.Bilinear, 50, 40), InlineData(ResizeKernel.Bicubic, 50, 40)]
    [InlineData(ResizeKernel.Bilinear, 300, 60), InlineData(ResizeKernel.Bicubic, 300, 60)]
    public void The_stretch_is_close_to_Pillows(ResizeKernel kernel, int width, int height)
    {
        var (png, rgb) = Draw(width, height);
        var actual = new ImageDecoder().Decode(png, new DecodeGeometry(ResizeRule.Stretch, 112, 112, true, kernel));
        AssertClose(PillowResize.Resize(rgb, width, height, 112, 112, Filter(kernel)), actual);
    }

    [Theory]
    [InlineData(ResizeKernel.Bilinear, 400, 300), InlineData(ResizeKernel.Bicubic, 400, 300)]
    [InlineData(ResizeKernel.Bilinear, 128, 256), InlineData(ResizeKernel.Bicubic, 128, 256)]
    [InlineData(ResizeKernel.Bilinear, 60, 40), InlineData(ResizeKernel.Bicubic, 60, 40)]
    public void The_crop_is_close_to_Pillows(ResizeKernel kernel, int width, int height)
    {
        var (png, rgb) = Draw(width, height);
        var actual = new ImageDecoder().Decode(png, new DecodeGeometry(ResizeRule.ShorterSideCrop, 128, 112, true, kernel));
        var (wide, high) = width < height ? (128, 128 * height / width) : ((int)Math.Round(128.0 * width / height), 128);
        AssertClose(PillowResize.CentreCrop(PillowResize.Resize(rgb, width, height, wide, high, Filter(kernel)), wide, high, 112), actual);
    }

    [Fact]
    public void The_two_filters_give_different_pixels()
    {
        var (png, _) = Draw(400, 300);
        var geometry = new DecodeGeometry(ResizeRule.Stretch, 112, 112, true);
        Assert.NotEqual(new ImageDecoder().Decode(png, geometry).Rgb.ToArray(), new ImageDecoder().Decode(png, geometry with { Kernel = ResizeKernel.Bicubic }).Rgb.ToArray());
    }

    private static (Func<double, double> Weight, double Support) Filter(ResizeKernel kernel) =>
        kernel == ResizeKernel.Bicubic ? PillowResize.Cubic : PillowResize.Triangle;

    private static void AssertClose(byte[] expected, PixelImage actual)
    {
        var mean = expected.Zip(actual.Rgb.ToArray()).Average(pair => Math.Abs(pair.First - pair.Second));
        Assert.True(mean <= MeanLimit, $"mean difference {mean:0.000} levels");
    }

    /// <summary>Rings, hard edges and a gradient: what resizing gets wrong shows in all three.</summary>
    private static (byte[] Png, byte[] Rgb) Draw(int width, int height)
    {
        var rgb = new List<byte>(width * height * 3);
        var png = TestImages.Png(width, height, Pixel);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var (r, g, b) = Pixel(x, y);
                rgb.AddRange([r, g, b]);
            }
        }
        return (png, [.. rgb]);

        (byte, byte, byte) Pixel(int x, int y)
        {
            var distance = Math.Sqrt((x - width / 3.0) * (x - width / 3.0) + (y - height / 2.0) * (y - height / 2.0));
            return ((byte)(128 + 120 * Math.Sin(distance / 4)), (byte)((x / 9 + y / 7) % 2 == 0 ? 190 : 60), (byte)(255 * x / width));
        }
    }
}
