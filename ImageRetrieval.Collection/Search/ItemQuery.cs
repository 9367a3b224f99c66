namespace ImageRetrieval.Collection.Search;

/// <summary>What is wanted from a search.</summary>
/// <param name="Count">Hits wanted, at least 1.</param>
public sealed record ItemQuery(int Count)
{
    /// <summary>So many of the nearest are ordered by context; those behind follow by score.</summary>
    public const int RankedCount = 200;

    /// <summary>Candidates that the search keeps, at least 1: more finds more of the true nearest and takes longer. Null compares with every image.</summary>
    public int? Candidates { get; init; }

    /// <summary>The order of the hits. <see cref="Ranking.Context"/> needs an index that <see cref="IndexInfo.HasContext">has context</see>.</summary>
    public Ranking Ranking { get; init; } = Ranking.Cosine;

    /// <summary>Which images may be hits, from <see cref="IIndexLease.PrepareAsync"/> of the same generation; null for all.</summary>
    public PreparedFilter? Filter { get; init; }
}
