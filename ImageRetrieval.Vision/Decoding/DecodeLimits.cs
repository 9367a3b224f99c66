namespace ImageRetrieval.Vision.Decoding;

/// <summary>Limits that are checked before any pixel is decoded.</summary>
public sealed record DecodeLimits
{
    /// <summary>The default limits.</summary>
    public static DecodeLimits Default { get; } = new();

    /// <summary>The longest encoded image, in bytes.</summary>
    public int MaxBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>The largest image, width times height. 150 million is beyond today's largest cameras.</summary>
    public long MaxPixels { get; init; } = 150_000_000;

    /// <summary>
    /// The total number of pixels that all threads of one decoder decode at once; further images wait. 300 million take about
    /// 1.2 GB in the worst case, when the format must be held in memory completely.
    /// </summary>
    public long MaxPixelsInFlight { get; init; } = 300_000_000;
}
