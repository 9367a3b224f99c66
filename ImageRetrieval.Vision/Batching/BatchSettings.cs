namespace ImageRetrieval.Vision.Batching;

/// <summary>When calls that come together become one run.</summary>
/// <param name="MaxBatch">Most images of one run, 1..256; 1 turns batching off.</param>
/// <param name="Wait">How long the oldest call waits for others.</param>
public sealed record BatchSettings(int MaxBatch, TimeSpan Wait)
{
    /// <summary>16 images, 2 ms: a GPU is busy with 16, and nobody notices 2 ms.</summary>
    public static BatchSettings Default { get; } = new(16, TimeSpan.FromMilliseconds(2));

    /// <summary>The clock of <see cref="Wait"/>.</summary>
    internal TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Batches on the CPU as well, where they gain nothing: for tests on machines without a GPU.</summary>
    internal bool OnCpu { get; init; }
}
