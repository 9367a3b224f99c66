using ImageRetrieval.Vision.Preprocessing;

namespace ImageRetrieval.Vision.Fingerprints;

/// <summary>
/// The perceptual hash "pHash" of 64 bits: the grey picture is resized to 32 x 32 (triangle filter with antialiasing, not
/// rounded), transformed by a two-dimensional DCT-II, and of its lowest 8 x 8 coefficients each gives one bit: whether it is
/// larger than the median of those 64 without the first (the mean brightness, whose bit is always 0). Bit 8 v + u, the lowest
/// first, is the coefficient of u half waves across and v half waves down.
/// </summary>
public static class PerceptualHash
{
    private const int Side = 32;
    private const int Waves = 8;

    // For a uniform picture all coefficients are 0, except for rounding.
    private const double Noise = 1e-3;

    private static readonly double[] s_basis = Basis();

    /// <summary>The hash of a grey picture.</summary>
    /// <param name="grey"><see cref="PictureFingerprint.Side"/> x <see cref="PictureFingerprint.Side"/> pixels, row by row.</param>
    internal static ulong Of(ReadOnlySpan<byte> grey)
    {
        Span<double> waves = stackalloc double[Waves * Waves];
        Transform(grey, waves);
        Span<double> sorted = stackalloc double[(Waves * Waves) - 1];
        waves[1..].CopyTo(sorted);
        sorted.Sort();
        var median = sorted[sorted.Length / 2];
        var hash = 0UL;
        for (var i = 1; i < waves.Length; i++)
        {
            if (waves[i] > median + Noise)
                hash |= 1UL << i;
        }
        return hash;
    }

    // Resize and transform are linear: both are one matrix along each axis.
    private static void Transform(ReadOnlySpan<byte> grey, Span<double> waves)
    {
        const int source = PictureFingerprint.Side;
        Span<double> across = stackalloc double[source * Waves];
        for (var y = 0; y < source; y++)
        {
            for (var u = 0; u < Waves; u++)
            {
                var sum = 0.0;
                for (var x = 0; x < source; x++)
                    sum += grey[(y * source) + x] * s_basis[(u * source) + x];
                across[(y * Waves) + u] = sum;
            }
        }
        for (var v = 0; v < Waves; v++)
        {
            for (var u = 0; u < Waves; u++)
            {
                var sum = 0.0;
                for (var y = 0; y < source; y++)
                    sum += across[(y * Waves) + u] * s_basis[(v * source) + y];
                waves[(v * Waves) + u] = sum;
            }
        }
    }

    private static double[] Basis()
    {
        using var windows = new Resampling.FilterWindows(PictureFingerprint.Side, Side, 0, Side, ResizeKernel.Bilinear);
        var basis = new double[Waves * PictureFingerprint.Side];
        for (var wave = 0; wave < Waves; wave++)
        {
            for (var i = 0; i < Side; i++)
            {
                var cosine = Math.Cos(Math.PI * wave * (i + 0.5) / Side);
                var weights = windows.WeightsOf(i);
                for (var tap = 0; tap < weights.Length; tap++)
                    basis[(wave * PictureFingerprint.Side) + windows.StartOf(i) + tap] += cosine * weights[tap];
            }
        }
        return basis;
    }
}
