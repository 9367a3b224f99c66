namespace ImageRetrieval.Portal.Api;

/// <summary>The answer of <c>GET /v1/models</c>.</summary>
internal sealed record ModelList(string? Default, IReadOnlyList<ModelEntry> Models)
{
    public static readonly ModelList Empty = new(null, []);
}

internal sealed record ModelEntry(
    string Name, string? Description, string? State, string? Reason, int? Dimension, long? Images,
    string? EmbeddingSpace, string? SnapshotVersion, DateTimeOffset? SnapshotCreated)
{
    public bool IsReady => State is null or "ready";
    public bool HasFailed => State == "failed";
}
