using System.Runtime.Intrinsics;

namespace ImageRetrieval.Vision.Fingerprints;

/// <summary>A small grey picture prepared for correlations, in every scale and as the searched picture. Reused for many pictures.</summary>
internal sealed class GreyView
{
    /// <summary>Boxes of 4 x 4 pixels along each axis, one per pixel.</summary>
    internal const int Boxes = Side - AlignmentScale.Block + 1;

    /// <summary>From one row of pixels to the next: windows are read in vectors of 16, beyond the end of a row.</summary>
    internal const int Stride = Side + 24;

    private const int Side = PictureFingerprint.Side;

    private readonly short[] _pixels = new short[(Side * Stride) + 16];
    private readonly float[] _floats = new float[Side * GreyShrink.Stride];
    private readonly float[] _scratch = new float[Side * GreyShrink.Stride];
    private readonly float[] _shrunk = new float[Side * GreyShrink.Stride];

    internal ShrunkGrey[] Scales { get; } = [.. AlignmentScale.All.Select(scale => new ShrunkGrey(scale))];

    internal WindowStatistics[] Windows { get; } = [.. AlignmentScale.All.Select(scale => new WindowStatistics(scale))];

    internal IntegralGrey Sums { get; } = new();

    internal IntegralGrey Squares { get; } = new();

    /// <summary>Sums of the boxes: rows of <see cref="GreyShrink.Stride"/>.</summary>
    internal float[] BoxSums { get; } = new float[(Boxes * GreyShrink.Stride) + 8];

    /// <summary>Their squares.</summary>
    internal float[] BoxSquares { get; } = new float[(Boxes * GreyShrink.Stride) + 8];

    /// <summary>The picture minus its mean, transposed like the results of <see cref="GreyShrink"/>: rows of <see cref="Stride"/>.</summary>
    internal ReadOnlySpan<short> Pixels => _pixels;

    /// <param name="grey">The pixels of a fingerprint.</param>
    /// <param name="mirrored">Whether left and right are exchanged.</param>
    internal void Load(ReadOnlySpan<byte> grey, bool mirrored)
    {
        var sum = 0;
        foreach (var pixel in grey)
            sum += pixel;
        // The mean cancels out in a correlation; without it the numbers are small, and sums of floats are exact enough.
        var mean = (sum + (grey.Length / 2)) / grey.Length;
        for (var y = 0; y < Side; y++)
        {
            for (var x = 0; x < Side; x++)
            {
                var pixel = (short)(grey[(y * Side) + (mirrored ? Side - 1 - x : x)] - mean);
                _pixels[(x * Stride) + y] = pixel;
                _floats[(y * GreyShrink.Stride) + x] = pixel;
            }
        }
        Sums.Load(_pixels, squared: false);
        Squares.Load(_pixels, squared: true);
        LoadBoxes();
        foreach (var scale in Scales)
        {
            scale.Scale.Shrink.Transposed(_floats, _scratch, _shrunk);
            scale.Load(_shrunk);
        }
        foreach (var windows in Windows)
            windows.Load(this);
    }

    private void LoadBoxes()
    {
        for (var y = 0; y < Boxes; y++)
        {
            // Values of the last vector beyond the picture do not belong to any window.
            for (var x = 0; x < Boxes; x += 8)
            {
                var sum = Sums.Window(x, y, AlignmentScale.Block);
                sum.CopyTo(BoxSums, (y * GreyShrink.Stride) + x);
                (sum * sum).CopyTo(BoxSquares, (y * GreyShrink.Stride) + x);
            }
        }
    }
}
