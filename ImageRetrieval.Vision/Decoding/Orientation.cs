namespace ImageRetrieval.Vision.Decoding;

/// <summary>The eight EXIF orientations (EXIF 2.3, tag 0x0112) as what they do to the stored rows and columns.</summary>
internal readonly record struct Orientation(int Value)
{
    /// <summary>Rows and columns change places.</summary>
    internal bool SwapsAxes => Value >= 5;

    /// <summary>The stored columns run against the seen direction that they end up in.</summary>
    internal bool ReversesStoredX => Value is 2 or 3 or 7 or 8;

    /// <summary>The stored rows run against the seen direction that they end up in.</summary>
    internal bool ReversesStoredY => Value is 3 or 4 or 6 or 7;
}
