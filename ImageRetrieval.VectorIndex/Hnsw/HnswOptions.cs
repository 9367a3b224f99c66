namespace ImageRetrieval.VectorIndex;

/// <summary>How a graph is built. The defaults suit features of image models (hundreds to thousands of components).</summary>
public sealed record HnswOptions
{
    /// <summary>Smallest <see cref="M"/>.</summary>
    public const int MinM = 2;

    /// <summary>Largest <see cref="M"/>.</summary>
    public const int MaxM = 256;

    /// <summary>Largest <see cref="EfConstruction"/>.</summary>
    public const int MaxEfConstruction = 10_000;

    /// <summary>Links that a new node makes at each of its levels, and the most it keeps above level 0; 2 to 256. More: better recall, more memory.</summary>
    public int M { get; init; } = 16;

    /// <summary>The most links that a node keeps at level 0: twice <see cref="M"/>, as the paper recommends (section 4.1).</summary>
    public int M0 => 2 * M;

    /// <summary>Candidates examined for a new node's links; <see cref="M"/> to 10,000. More: better graph, slower build.</summary>
    public int EfConstruction { get; init; } = 200;

    /// <summary>What the levels are drawn from. The same vectors in the same order with the same seed give the same graph.</summary>
    public ulong Seed { get; init; } = 42;

    /// <summary>Refuses values out of range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Names the option, its value and its range.</exception>
    public void Validate()
    {
        if (M is < MinM or > MaxM)
            throw new ArgumentOutOfRangeException(nameof(M), M, $"{nameof(HnswOptions)}.{nameof(M)} is {MinM} to {MaxM}.");
        if (EfConstruction < M || EfConstruction > MaxEfConstruction)
        {
            throw new ArgumentOutOfRangeException(
                nameof(EfConstruction),
                EfConstruction,
                $"{nameof(HnswOptions)}.{nameof(EfConstruction)} is {M} ({nameof(M)}) to {MaxEfConstruction}.");
        }
    }
}
