namespace ImageRetrieval.Vision.Fingerprints;

/// <summary>One of the scales at which a small grey picture is searched for inside another one.</summary>
internal sealed class AlignmentScale
{
    /// <summary>The side of the blocks whose means give an upper bound of a correlation.</summary>
    internal const int Block = 4;

    // Vectors of 16: rows are padded with zeros, which do not change the sums.
    private const int Lanes = 16;

    private AlignmentScale(double scale)
    {
        Side = (int)Math.Round(PictureFingerprint.Side * scale, MidpointRounding.AwayFromZero);
        Stride = (Side + Lanes - 1) / Lanes * Lanes;
        Places = PictureFingerprint.Side - Side + 1;
        Blocks = Side / Block;
        Shrink = new GreyShrink(Side);
        RowMask = [.. Enumerable.Range(0, Stride).Select(x => (short)(x < Side ? -1 : 0))];
    }

    /// <summary>The scales: 1, .95, .9, .85, .8, .75, .6 and .5.</summary>
    internal static AlignmentScale[] All { get; } = [.. ((double[])[1, .95, .9, .85, .8, .75, .6, .5]).Select(scale => new AlignmentScale(scale))];

    /// <summary>Pixels of each side of the smaller picture.</summary>
    internal int Side { get; }

    /// <summary>Distance from one of its rows to the next.</summary>
    internal int Stride { get; }

    /// <summary>Positions along each axis where it fits.</summary>
    internal int Places { get; }

    /// <summary>Whole blocks along each axis.</summary>
    internal int Blocks { get; }

    /// <summary>A mask with all bits set for the positions of a row that contain pixels.</summary>
    internal short[] RowMask { get; }

    internal GreyShrink Shrink { get; }
}
