using ImageRetrieval.Fixtures;
using ImageRetrieval.Vision.Decoding;

namespace ImageRetrieval.Pictures;

/// <summary>Seeded pictures with what photographs have and encoders work on: soft shades, edges, texture and grain.</summary>
internal static class DrawnPicture
{
    private const int GridSide = 64;
    private static readonly (int CellPixels, float Levels)[] s_octaves = [(211, 90), (53, 40), (13, 16)];

    /// <summary>A PNG of the picture; <paramref name="grainLevels"/> of 255 is the width of its noise.</summary>
    internal static byte[] Png(int seed, int width, int height, int grainLevels = 12)
    {
        var random = new Random(seed);
        var grid = new byte[3 * GridSide * GridSide];
        random.NextBytes(grid);
        var (discX, discY, radius) = (random.Next(width), random.Next(height), Math.Max(width, height) / (2 + random.Next(4)));
        var grain = new Random(seed + 1);
        return TestImages.Png(width, height, (x, y) =>
        {
            var (dx, dy) = ((float)(x - discX), (float)(y - discY));
            var light = dx * dx + dy * dy < (float)radius * radius ? 60 : 0;
            return (Channel(0), Channel(1), Channel(2));

            byte Channel(int channel)
            {
                var level = 20 + light + (grain.NextSingle() - 0.5f) * grainLevels;
                foreach (var (cell, levels) in s_octaves)
                    level += levels * Shade(grid, channel, (float)x / cell, (float)y / cell);
                return (byte)Math.Clamp(level, 0, 255);
            }
        });
    }

    /// <summary>The picture through one of libvips's encoders, for instance <c>.jpg</c> with <c>Q=85</c>.</summary>
    internal static unsafe byte[] Encode(byte[] png, string suffix, FormattableString options)
    {
        fixed (byte* data = png)
        {
            using var loader = new VipsLoader(ImageFormat.Png, data, png.Length);
            using var image = loader.Open();
            return image.Save(suffix, options);
        }
    }

    // Bilinear between the grid's random values, 0..1.
    private static float Shade(byte[] grid, int channel, float x, float y)
    {
        var (column, row) = ((int)x, (int)y);
        var (right, down) = (x - column, y - row);
        var top = At(column, row) + (At(column + 1, row) - At(column, row)) * right;
        var bottom = At(column, row + 1) + (At(column + 1, row + 1) - At(column, row + 1)) * right;
        return (top + (bottom - top) * down) / 255;

        float At(int i, int j) => grid[(channel * GridSide + j % GridSide) * GridSide + i % GridSide];
    }
}
