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

    /// <summary>Resident memory after each tenth of the images, once garbage was collected, bytes. The first tenth is the warm-up.</summary>
    public required IReadOnlyList<long> ResidentBytes { get; init; }

    /// <summary>What the managed heap holds of it at the end, bytes.</summary>
    public required long ManagedBytes { get; init; }

    /// <summary>The most resident memory there ever was, bytes.</summary>
    public required long PeakBytes { get; init; }

    /// <summary>What the process used.</summary>
    public required double CpuSeconds { get; init; }

    /// <summary>Resident memory at the end as a multiple of that after the warm-up; 1 where the run was too short to have both.</summary>
    internal double Growth => ResidentBytes.Count > 1 ? (double)ResidentBytes[^1] / ResidentBytes[0] : 1;
}
