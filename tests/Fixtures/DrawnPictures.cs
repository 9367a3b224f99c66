namespace ImageRetrieval.Fixtures;

/// <summary>Pictures of coloured spots: each seed another scene, in any size, and parts of it.</summary>
internal static class DrawnPictures
{
    /// <summary>A square PNG of a scene.</summary>
    /// <param name="seed">The scene.</param>
    /// <param name="side">Pixels of each side.</param>
    /// <param name="inset">Percent of the scene that are cut off at each edge.</param>
    public static byte[] Png(int seed, int side, double inset = 0)
    {
        var random = new Random(seed);
        var spots = Enumerable.Range(0, 24).Select(_ => (X: random.NextDouble(), Y: random.NextDouble(), Radius: 0.04 + (random.NextDouble() * 0.12), R: random.Next(-120, 120), G: random.Next(-120, 120), B: random.Next(-120, 120))).ToArray();
        var (start, size) = (inset / 100, 1 - (2 * inset / 100));
        return TestImages.Png(side, side, (column, row) =>
        {
            var (x, y) = (start + ((column + 0.5) / side * size), start + ((row + 0.5) / side * size));
            var (r, g, b) = (128.0, 128.0, 128.0);
            foreach (var spot in spots)
            {
                var weight = Math.Exp(-(((x - spot.X) * (x - spot.X)) + ((y - spot.Y) * (y - spot.Y))) / (2 * spot.Radius * spot.Radius));
                (r, g, b) = (r + (weight * spot.R), g + (weight * spot.G), b + (weight * spot.B));
            }
            return (Byte(r), Byte(g), Byte(b));
        });
    }

    private static byte Byte(double value) => (byte)Math.Clamp(value, 0, 255);
}
