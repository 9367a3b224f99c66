using ImageRetrieval.Vision.Preprocessing;
using ImageRetrieval.Vision.Resampling;

namespace ImageRetrieval.Vision.Tests;

/// <summary>The resize by itself: against Pillow's algorithm, in strips of any height, for any number of channels, in part.</summary>
public sealed class ResamplerTests
{
    [Theory]
    [InlineData(400, 300), InlineData(131, 257), InlineData(50, 40), InlineData(112, 112), InlineData(1, 9), InlineData(9, 1), InlineData(33, 500)]
    public void The_bytes_are_Pillows_except_for_its_rounding_between_the_passes(int width, int height)
    {
        foreach (var kernel in Enum.GetValues<ResizeKernel>())
        {
            var pixels = Noise(width, height, 3);
            var expected = PillowResize.Resize(pixels, width, height, 112, 96, kernel == ResizeKernel.Bicubic ? PillowResize.Cubic : PillowResize.Triangle);
            var differences = expected.Zip(Resize(pixels, new Size(width, height, 3), new Size(112, 96, 3), kernel)).Select(pair => Math.Abs(pair.First - pair.Second)).ToArray();
            // Pillow rounds between its two passes, and clamps there what the cubic overshoots.
            var (mean, most) = kernel == ResizeKernel.Bilinear ? (0.2, 1) : (0.35, 40);
            Assert.True(differences.Average() <= mean && differences.Max() <= most, $"{kernel}: mean difference {differences.Average():0.000}, largest {differences.Max()}");
        }
    }

    [Theory]
    [InlineData(1), InlineData(7), InlineData(32), InlineData(300)]
    public void The_height_of_the_strips_changes_nothing(int stripRows)
    {
        foreach (var (width, height) in ((int, int)[])[(90, 300), (40, 299), (70, 35)])
        {
            var (from, to) = (new Size(width, height, 3), new Size(64, 96, 3));
            var pixels = Noise(width, height, 3);
            Assert.Equal(Resize(pixels, from, to, ResizeKernel.Bicubic), Resize(pixels, from, to, ResizeKernel.Bicubic, stripRows));
        }
    }

    [Theory]
    [InlineData(1), InlineData(2), InlineData(4)]
    public void Channels_do_not_touch_each_other(int bands)
    {
        var pixels = Noise(77, 61, bands);
        var all = Resize(pixels, new Size(77, 61, bands), new Size(32, 40, bands), ResizeKernel.Bilinear);
        for (var band = 0; band < bands; band++)
        {
            var alone = Resize(Channel(pixels, band, bands), new Size(77, 61, 1), new Size(32, 40, 1), ResizeKernel.Bilinear);
            Assert.Equal(alone, Channel(all, band, bands));
        }
    }

    [Theory]
    [InlineData(0, 0), InlineData(5, 9), InlineData(40, 40)]
    public void A_part_is_the_part_of_the_whole(int left, int top)
    {
        var (from, to, part) = (new Size(150, 130, 3), new Size(64, 64, 3), new Size(24, 24, 3));
        var pixels = Noise(from.Width, from.Height, 3);
        var whole = Resize(pixels, from, to, ResizeKernel.Bicubic);
        using var columns = new FilterWindows(from.Width, to.Width, left, part.Width, ResizeKernel.Bicubic);
        using var rows = new FilterWindows(from.Height, to.Height, top, part.Height, ResizeKernel.Bicubic);

        var expected = Enumerable.Range(top, part.Height).SelectMany(y => whole.AsSpan((y * to.Width + left) * 3, part.Width * 3).ToArray());
        Assert.Equal(expected, Run(pixels, from, columns, rows, stripRows: 16));
    }

    [Fact]
    public void One_colour_stays_that_colour()
    {
        var (from, to) = (new Size(201, 99, 1), new Size(64, 128, 1));
        for (var level = 0; level <= 255; level += 5)
            Assert.All(Resize(Enumerable.Repeat((byte)level, 201 * 99).ToArray(), from, to, ResizeKernel.Bicubic), value => Assert.Equal(level, value));
    }

    [Fact]
    public void Vectors_add_up_to_the_same_bits_as_a_plain_loop()
    {
        var random = new Random(3);
        float[] weights = [0.3f, -0.1f, 0.55f, 0.25f];
        for (var length = 1; length < 100; length++)
        {
            var rows = new byte[length * weights.Length];
            random.NextBytes(rows);
            foreach (var isFirst in (bool[])[true, false])
            {
                var sums = Enumerable.Range(0, length).Select(i => i / 7f).ToArray();
                var expected = sums.Select((sum, i) => Enumerable.Range(0, weights.Length).Aggregate(isFirst ? 0 : sum, (all, k) => float.MultiplyAddEstimate(rows[k * length + i], weights[k], all))).ToArray();
                ResampleKernels.AddRows(rows, length, weights, sums, isFirst);
                Assert.Equal(expected, sums);
            }
        }
    }

    [Theory]
    [InlineData(1, 1), InlineData(2, 1), InlineData(3, 1), InlineData(4, 1), InlineData(1, 2), InlineData(3, 2), InlineData(3, 5)]
    public void Nothing_is_written_after_the_result(int bands, int width)
    {
        const byte untouched = 77;
        using var columns = new FilterWindows(9, width, 0, width, ResizeKernel.Bilinear);
        using var rows = new FilterWindows(9, 1, 0, 1, ResizeKernel.Bilinear);
        using var resampler = new Resampler(columns, rows, bands, stripRows: 9);
        var memory = Enumerable.Repeat(untouched, width * bands + 8).ToArray();

        resampler.Add(Enumerable.Repeat((byte)200, 9 * 9 * bands).ToArray(), memory.AsSpan(0, width * bands));

        Assert.All(memory[..(width * bands)], value => Assert.Equal(200, value));
        Assert.All(memory[(width * bands)..], value => Assert.Equal(untouched, value));
    }

    [Fact]
    public void A_strip_of_another_size_is_refused()
    {
        using var columns = new FilterWindows(20, 10, 0, 10, ResizeKernel.Bilinear);
        using var rows = new FilterWindows(20, 10, 0, 10, ResizeKernel.Bilinear);
        using var resampler = new Resampler(columns, rows, bands: 3, stripRows: 8);
        Assert.Throws<ArgumentException>(() => resampler.Add(new byte[7 * 20 * 3], new byte[300]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Resampler(columns, rows, bands: 5, stripRows: 8));
    }

    private sealed record Size(int Width, int Height, int Bands);

    private static byte[] Resize(byte[] pixels, Size from, Size to, ResizeKernel kernel, int stripRows = 16)
    {
        using var columns = new FilterWindows(from.Width, to.Width, 0, to.Width, kernel);
        using var rows = new FilterWindows(from.Height, to.Height, 0, to.Height, kernel);
        return Run(pixels, from, columns, rows, stripRows);
    }

    private static byte[] Run(byte[] pixels, Size from, FilterWindows columns, FilterWindows rows, int stripRows)
    {
        using var resampler = new Resampler(columns, rows, from.Bands, stripRows);
        var result = new byte[columns.Count * rows.Count * from.Bands];
        for (var top = rows.First; top < rows.End; top += stripRows)
        {
            var strip = Enumerable.Range(top, Math.Min(stripRows, rows.End - top))
                .SelectMany(y => pixels.AsSpan((y * from.Width + columns.First) * from.Bands, (columns.End - columns.First) * from.Bands).ToArray());
            resampler.Add(strip.ToArray(), result);
        }
        return result;
    }

    private static byte[] Channel(byte[] pixels, int band, int bands) => [.. pixels.Where((_, i) => i % bands == band)];

    private static byte[] Noise(int width, int height, int bands)
    {
        var pixels = new byte[width * height * bands];
        new Random(width * 1000 + height).NextBytes(pixels);
        return pixels;
    }
}
