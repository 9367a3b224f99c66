namespace ImageRetrieval.VectorIndex;

/// <summary>How a layout is computed.</summary>
public sealed record LayoutOrder
{
    /// <summary>Threads, at least 1. The result does not depend on it.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>An earlier layout that is continued: places by position, NaN for images that it did not have. Empty for none.</summary>
    public ReadOnlyMemory<float> PreviousX { get; init; }

    /// <summary>The other axis of <see cref="PreviousX"/>.</summary>
    public ReadOnlyMemory<float> PreviousY { get; init; }

    /// <summary>Whether images of the earlier layout may move too: after many changes. Otherwise only new ones do.</summary>
    public bool MoveAll { get; init; } = true;

    /// <summary>Whether nothing is moved: the layout is that of the two principal components, from which others start. For comparison.</summary>
    public bool StartOnly { get; init; }
}
