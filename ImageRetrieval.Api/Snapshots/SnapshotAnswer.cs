namespace ImageRetrieval.Api.Snapshots;

/// <summary>A published version of a model's index.</summary>
/// <param name="Model">Its model.</param>
/// <param name="Version">Its number; later ones are larger.</param>
/// <param name="IsCurrent">Whether searches that do not name a snapshot are answered from it.</param>
/// <param name="IsPinned">Whether it stays current although there are newer ones.</param>
/// <param name="IsSearchable">Whether queries can be compared with it: its embeddings are of the model's current weights and preprocessing.</param>
/// <param name="Images">Its images; null, like all that follows, when its description cannot be read.</param>
/// <param name="Created">When it was published.</param>
/// <param name="Bytes">Size of its files.</param>
/// <param name="EmbeddingSpace">The space of its embeddings.</param>
/// <param name="ContentHash">Equal content, equal hash.</param>
internal sealed record SnapshotAnswer(
    string Model,
    string Version,
    bool IsCurrent,
    bool IsPinned,
    bool IsSearchable,
    int? Images,
    DateTimeOffset? Created,
    long? Bytes,
    string? EmbeddingSpace,
    string? ContentHash);
