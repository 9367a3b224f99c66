namespace ImageRetrieval.Collection.Duplicates;

/// <summary>Which of several copies to keep: most pixels, then the largest file, then the better format.</summary>
public static class KeepOrder
{
    /// <summary>Less than 0 when the first is to be kept rather than the second; 0 when only their ids can decide.</summary>
    public static int Compare(in KnownContent first, in KnownContent second)
    {
        var pixels = Pixels(second).CompareTo(Pixels(first));
        if (pixels != 0)
            return pixels;
        var bytes = second.Bytes.CompareTo(first.Bytes);
        return bytes != 0 ? bytes : second.Format.CompareTo(first.Format);
    }

    /// <summary>Why the first is kept and not the second.</summary>
    public static KeepReason Reason(in KnownContent kept, in KnownContent other) =>
        Pixels(kept) != Pixels(other) ? KeepReason.MostPixels
        : kept.Bytes != other.Bytes ? KeepReason.LargestFile
        : kept.Format != other.Format ? KeepReason.BestFormat
        : KeepReason.FirstId;

    private static long Pixels(in KnownContent content) => (long)content.Width * content.Height;
}
