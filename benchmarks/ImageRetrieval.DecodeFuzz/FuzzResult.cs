namespace ImageRetrieval.DecodeFuzz;

/// <summary>What a whole run gave.</summary>
internal sealed record FuzzResult
{
    /// <summary>Images of each kind and outcome: <c>decoded</c> or the error.</summary>
    public required SortedDictionary<string, SortedDictionary<string, int>> Outcomes { get; init; }

    /// <summary>What must not happen, each with the number of its image.</summary>
    public required IReadOnlyList<string> Failures { get; init; }

    /// <summary>The slowest call.</summary>
    public required SlowestCall Slowest { get; init; }

    /// <summary>Resident memory after the warm-up and at the end, and the most there ever was, bytes.</summary>
    public required long WarmBytes { get; init; }

    public required long EndBytes { get; init; }

    public required long PeakBytes { get; init; }

    public required double CpuSeconds { get; init; }
}
