namespace ImageRetrieval.VectorIndex;

/// <summary>Options for building a graph. The defaults suit features of image models (hundreds to thousands of components).</summary>
public sealed record HnswOptions
{
    /// <summary>Smallest <see cref="M"/>.</summary>
    public const int MinM = 2;

    /// <summary>Largest <see cref="M"/>.</summary>
    public const int MaxM = 256;

    /// <summary>Largest <see cref="EfConstruction"/>.</summary>
    public const int MaxEfConstruction = 10_000;

    /// <summary>Largest <see cref="Threads"/>.</summary>
    public const int MaxThreads = 1024;

    /// <summary>The number of links that a new node creates on each of its levels, and the maximum above level 0; 2 to 256. More links give better recall and need more memory.</summary>
    public int M { get; init; } = 16;

    /// <summary>The maximum number of links of a node on level 0: twice <see cref="M"/>, as recommended in the paper (section 4.1).</summary>
    public int M0 => 2 * M;

    /// <summary>Candidates examined for a new node's links; <see cref="M"/> to 10,000. More candidates give a better graph and a slower build.</summary>
    public int EfConstruction { get; init; } = 200;

    /// <summary>The seed of the nodes' levels. The same vectors in the same order with the same seed give the same graph.</summary>
    public ulong Seed { get; init; } = 42;

    /// <summary>What distances are computed from while building and searching. Results are exact float32 distances in both cases.</summary>
    public VectorCodes Codes { get; init; } = VectorCodes.EightBit;

    /// <summary>
    /// Whether codes may be of vectors projected to fewer components, learned from the vectors themselves, where that keeps the
    /// neighbours; only with <see cref="Codes"/>. Answers carry exact float32 distances either way.
    /// </summary>
    public VectorProjection Projection { get; init; } = VectorProjection.None;

    /// <summary>Share of the ten nearest that must be among thirty candidates by projected vectors, measured on a sample; 0 to 1. No projection is used that keeps fewer.</summary>
    public float ProjectionRecall { get; init; } = 0.95f;

    /// <summary>How many times as fast searches must become by a projection, as estimated on a sample; 0 or more. With less it is not used: fewer components save little where vectors are short.</summary>
    public float ProjectionGain { get; init; } = 1.2f;

    /// <summary>
    /// Whether a built graph gets 4-bit codes of each node's neighbours beside its links: searches are 1.3 to 2 times as fast, and
    /// need 1,792 bytes more a vector for each 32 links of level 0, whatever the vectors' length. Only with <see cref="Codes"/>, for at
    /// least 4,096 vectors of 32 or more components, and where a sample of searches finds nearly as much with them. They are made
    /// from the finished graph and not stored: see <see cref="Snapshot.Open(string, bool, VectorPlacement, bool)"/> for snapshots.
    /// Answers carry exact float32 distances either way.
    /// </summary>
    public bool NeighborCodes { get; init; }

    /// <summary>
    /// Threads that insert nodes, 1 to 1024; 0 for one per processor. With 1 the graph is deterministic; with more it depends on their
    /// timing, and is equally good.
    /// </summary>
    public int Threads { get; init; } = 1;

    // Codes of neighbours are not stored: who searches a snapshot asks for them when opening it.
    internal static HnswOptions ForSnapshot(HnswOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options with { NeighborCodes = false };
    }

    /// <summary>Rejects values that are out of range.</summary>
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

        if (!Enum.IsDefined(Codes))
            throw new ArgumentOutOfRangeException(nameof(Codes), Codes, $"{nameof(HnswOptions)}.{nameof(Codes)} is {nameof(VectorCodes.None)} or {nameof(VectorCodes.EightBit)}.");
        if (!Enum.IsDefined(Projection))
            throw new ArgumentOutOfRangeException(nameof(Projection), Projection, $"{nameof(HnswOptions)}.{nameof(Projection)} is {nameof(VectorProjection.Automatic)} or {nameof(VectorProjection.None)}.");
        if (!(ProjectionRecall is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(ProjectionRecall), ProjectionRecall, $"{nameof(HnswOptions)}.{nameof(ProjectionRecall)} is 0 to 1.");
        if (!(ProjectionGain >= 0))
            throw new ArgumentOutOfRangeException(nameof(ProjectionGain), ProjectionGain, $"{nameof(HnswOptions)}.{nameof(ProjectionGain)} is 0 or more.");
        if (Threads is < 0 or > MaxThreads)
            throw new ArgumentOutOfRangeException(nameof(Threads), Threads, $"{nameof(HnswOptions)}.{nameof(Threads)} is 0 (one for each processor) to {MaxThreads}.");
    }
}
