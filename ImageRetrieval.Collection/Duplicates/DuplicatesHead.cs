namespace ImageRetrieval.Collection.Duplicates;

/// <summary>What a file of duplicates is of.</summary>
public sealed record DuplicatesHead
{
    /// <summary>The model whose vectors found the candidates.</summary>
    public required string Model { get; init; }

    /// <summary>The embedding space of those vectors.</summary>
    public required string EmbeddingSpace { get; init; }

    /// <summary>The space of the fingerprints.</summary>
    public required string FingerprintSpace { get; init; }

    /// <summary>The snapshot whose images these are.</summary>
    public required string SnapshotVersion { get; init; }

    /// <summary>Version of <see cref="DuplicateRule"/>: pairs that another version chose are searched for again.</summary>
    public required int RuleVersion { get; init; }

    /// <summary>Whether every content of a group was compared with the one that is kept; until then large groups may come in parts.</summary>
    public required bool IsLinked { get; init; }

    /// <summary>When it was written, UTC.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>Contents whose copies have been searched for.</summary>
    public required int Searched { get; init; }

    /// <summary>Contents without a fingerprint: for these only copies with the same bytes are known.</summary>
    public required int WithoutFingerprint { get; init; }
}
