using System.Text.Json.Serialization;

namespace ImageRetrieval.VectorIndex;

/// <summary>The description of a snapshot: the content of its manifest.json.</summary>
public sealed record Manifest
{
    /// <summary>Version of the files' layout, <see cref="SnapshotFormat.Version"/> in this build.</summary>
    public required int FormatVersion { get; init; }

    /// <summary>The snapshot's number, eight digits; later ones are larger.</summary>
    public required string Version { get; init; }

    /// <summary>The embedding space of the vectors. Opaque here: callers compare it with the space of the query.</summary>
    public required string EmbeddingSpace { get; init; }

    /// <summary>Components of every vector.</summary>
    public required int Dimension { get; init; }

    /// <summary>Number of images.</summary>
    public required int Count { get; init; }

    /// <summary>Number of distinct embeddings: images with bit-identical embeddings share a node of the graph.</summary>
    public required int Vectors { get; init; }

    /// <summary>When the snapshot was written, UTC.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary><see cref="HnswOptions.M"/> of the graph.</summary>
    public required int M { get; init; }

    /// <summary><see cref="HnswOptions.EfConstruction"/> of the graph.</summary>
    public required int EfConstruction { get; init; }

    /// <summary><see cref="HnswOptions.Seed"/> of the graph.</summary>
    public required ulong Seed { get; init; }

    /// <summary><see cref="HnswOptions.Codes"/> of the graph.</summary>
    public required VectorCodes Codes { get; init; }

    /// <summary>SHA-256 (hex) over embedding space, parameters, items and vectors in order: equal content has an equal hash.</summary>
    public required string ContentHash { get; init; }

    /// <summary>The files beside manifest.json.</summary>
    public required IReadOnlyList<ManifestSection> Sections { get; init; }

    /// <summary>SHA-256 (hex) of this manifest when written with an empty checksum.</summary>
    [JsonInclude]
    internal string Checksum { get; init; } = "";
}
