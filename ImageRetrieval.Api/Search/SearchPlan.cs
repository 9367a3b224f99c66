using ImageRetrieval.Collection.Search;

namespace ImageRetrieval.Api.Search;

/// <summary>What is searched for.</summary>
/// <param name="Count">Maximum number of hits, at least 1.</param>
internal sealed record SearchPlan(int Count)
{
    /// <summary>Candidates that the search keeps; null for the configured number.</summary>
    internal int? EfSearch { get; init; }

    /// <summary>Whether every image is compared.</summary>
    internal bool Exact { get; init; }

    /// <summary>Hits below are omitted, -1..1.</summary>
    internal float LeastScore { get; init; } = -1;

    /// <summary>What the order follows.</summary>
    internal Ranking Ranking { get; init; } = Ranking.Cosine;

    /// <summary>Which images may be hits; null for all.</summary>
    internal PreparedFilter? Filter { get; init; }
}
