namespace ImageRetrieval.Collection.Maps;

/// <summary>What a map is of.</summary>
public sealed record MapHead
{
    /// <summary>The model by whose embeddings images are similar.</summary>
    public required string Model { get; init; }

    /// <summary>The space of the embeddings.</summary>
    public required string EmbeddingSpace { get; init; }

    /// <summary>The snapshot whose images these are.</summary>
    public required string SnapshotVersion { get; init; }

    /// <summary>The version of the method: maps of another version are not continued.</summary>
    public required int MethodVersion { get; init; }

    /// <summary>When it was computed, UTC.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>Images when all of them were last free to move.</summary>
    public required int Arranged { get; init; }

    /// <summary>Images that have been added among the others since then.</summary>
    public required int Added { get; init; }

    /// <summary>The maximum number of images if the snapshot has more: the map is then empty. 0 otherwise.</summary>
    public int Limit { get; init; }

    /// <summary>The clusters, largest first.</summary>
    public required IReadOnlyList<MapCluster> Clusters { get; init; }
}
