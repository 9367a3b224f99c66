namespace ImageRetrieval.Vision.Batching;

/// <summary>When concurrent calls are combined into one run.</summary>
/// <param name="MaxBatch">The maximum number of images per run, 1..256; 1 turns batching off.</param>
/// <param name="Wait">How long the oldest call waits for others.</param>
public sealed record BatchSettings(int MaxBatch, TimeSpan Wait)
{
    /// <summary>16 images, 2 ms: 16 images keep a GPU busy, and 2 ms are not noticeable.</summary>
    public static BatchSettings Default { get; } = new(16, TimeSpan.FromMilliseconds(2));

    /// <summary>The clock of <see cref="Wait"/>.</summary>
    internal TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Whether to batch on the CPU too, where it gains nothing: for tests on machines without a GPU.</summary>
    internal bool OnCpu { get; init; }
}
