using ImageRetrieval.Vision.Fingerprints;

namespace ImageRetrieval.Vision.Tests.Fingerprints;

/// <summary>Grey scenes of soft spots, larger than a fingerprint, and parts of them as fingerprints.</summary>
internal static class DrawnScenes
{
    private const int Side = PictureFingerprint.Side;

    public static double[,] Scene(Random random, int side)
    {
        var scene = new double[side, side];
        for (var spot = 0; spot < 40; spot++)
        {
            var (centreX, centreY, radius, height) = (random.NextDouble() * side, random.NextDouble() * side, 3 + (random.NextDouble() * side / 6), (random.NextDouble() * 160) - 80);
            for (var y = 0; y < side; y++)
            {
                for (var x = 0; x < side; x++)
                    scene[y, x] += height * Math.Exp(-(((x - centreX) * (x - centreX)) + ((y - centreY) * (y - centreY))) / (2 * radius * radius));
            }
        }
        return scene;
    }

    /// <summary>A square part, sampled bilinearly.</summary>
    public static PictureFingerprint Cut(double[,] scene, double left, double top, double size)
    {
        var grey = new byte[Side * Side];
        for (var y = 0; y < Side; y++)
        {
            for (var x = 0; x < Side; x++)
                grey[(y * Side) + x] = (byte)Math.Clamp(128 + Sample(scene, left + ((x + 0.5) * size / Side), top + ((y + 0.5) * size / Side)), 0, 255);
        }
        return PictureFingerprint.FromGrey(grey);
    }

    public static PictureFingerprint Mirror(PictureFingerprint picture)
    {
        var grey = picture.Grey.ToArray();
        for (var y = 0; y < Side; y++)
            Array.Reverse(grey, y * Side, Side);
        return PictureFingerprint.FromGrey(grey);
    }

    public static PictureFingerprint Map(PictureFingerprint picture, Func<byte, byte> map) =>
        PictureFingerprint.FromGrey(Array.ConvertAll(picture.Grey.ToArray(), pixel => map(pixel)));

    private static double Sample(double[,] scene, double x, double y)
    {
        var (left, top) = ((int)x, (int)y);
        var (right, below) = (Math.Min(left + 1, scene.GetLength(1) - 1), Math.Min(top + 1, scene.GetLength(0) - 1));
        var (shareX, shareY) = (x - left, y - top);
        return (((scene[top, left] * (1 - shareX)) + (scene[top, right] * shareX)) * (1 - shareY))
            + (((scene[below, left] * (1 - shareX)) + (scene[below, right] * shareX)) * shareY);
    }
}
