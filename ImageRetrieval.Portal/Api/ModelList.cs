namespace ImageRetrieval.Portal.Api;

/// <summary>The answer of <c>GET /v1/models</c>.</summary>
/// <param name="Default">What a search takes that names no model.</param>
/// <param name="Models">The models that can be asked for.</param>
/// <param name="UrlQueries">Whether the Api fetches pictures from web addresses; an older Api does not say, and false is assumed.</param>
internal sealed record ModelList(string? Default, IReadOnlyList<ModelEntry> Models, bool UrlQueries = false)
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
