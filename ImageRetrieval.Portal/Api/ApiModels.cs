namespace ImageRetrieval.Portal.Api;

/// <summary>The answer of <c>GET /v1/models</c>.</summary>
/// <param name="Default">What a search takes that names no model.</param>
/// <param name="Models">The models that can be asked for.</param>
/// <param name="UrlQueries">Whether the Api fetches pictures from web addresses; an older Api does not say, and false is assumed.</param>
internal sealed record ApiModels(string? Default, IReadOnlyList<ApiModel> Models, bool UrlQueries = false)
{
    public static readonly ApiModels Empty = new(null, []);
}

internal sealed record ApiModel(
    string Name, string? Description, ApiModelState? State, string? Reason, int? Dimension, long? Images,
    string? EmbeddingSpace, string? SnapshotVersion, DateTimeOffset? SnapshotCreated)
{
    public bool IsReady => State is null or ApiModelState.Ready;
    public bool HasFailed => State == ApiModelState.Failed;
}
