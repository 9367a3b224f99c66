namespace ImageRetrieval.Collection.Search;

/// <summary>What a search should return.</summary>
/// <param name="Count">Maximum number of hits, at least 1.</param>
public sealed record ItemQuery(int Count)
{
    /// <summary>The number of nearest images that are ordered by context; the others follow by score.</summary>
    public const int RankedCount = 200;

    /// <summary>Number of candidates, at least 1: a higher value finds more of the exact nearest neighbours and is slower. Null compares with every image.</summary>
    public int? Candidates { get; init; }

    /// <summary>The order of the hits. <see cref="Ranking.Context"/> needs an index that <see cref="IndexInfo.HasContext">has context</see>.</summary>
    public Ranking Ranking { get; init; } = Ranking.Cosine;

    /// <summary>Which images may be hits, from <see cref="IIndexLease.PrepareAsync"/> of the same generation; null for all.</summary>
    public PreparedFilter? Filter { get; init; }
}
