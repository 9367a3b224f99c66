namespace ImageRetrieval.Collection.Search;

/// <summary>What a published generation is.</summary>
public sealed record IndexInfo
{
    /// <summary>The model whose embeddings it holds.</summary>
    public required string Model { get; init; }

    /// <summary>The space of the embeddings.</summary>
    public required string EmbeddingSpace { get; init; }

    /// <summary>Its number as text; later ones are larger in ordinal order.</summary>
    public required string Version { get; init; }

    /// <summary>Number of images.</summary>
    public required int Count { get; init; }

    /// <summary>Components of an embedding.</summary>
    public required int Dimension { get; init; }

    /// <summary>When it was published, UTC.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>Equal content, equal hash.</summary>
    public required string ContentHash { get; init; }

    /// <summary>Its size in bytes.</summary>
    public required long Bytes { get; init; }

    /// <summary>Whether it can be ranked by <see cref="Ranking.Context"/>.</summary>
    public required bool HasContext { get; init; }
}
