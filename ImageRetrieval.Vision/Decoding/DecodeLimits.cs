namespace ImageRetrieval.Vision.Decoding;

/// <summary>What is refused before a pixel is touched.</summary>
public sealed record DecodeLimits
{
    /// <summary>The default limits.</summary>
    public static DecodeLimits Default { get; } = new();

    /// <summary>The longest encoded image, in bytes.</summary>
    public int MaxBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>The largest image, width times height. 150 million is beyond today's largest cameras.</summary>
    public long MaxPixels { get; init; } = 150_000_000;
}
