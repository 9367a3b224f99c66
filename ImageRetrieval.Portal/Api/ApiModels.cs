namespace ImageRetrieval.Portal.Api;

/// <summary>The answer of <c>GET /v1/models</c>.</summary>
/// <param name="Default">The model of a search that does not name one.</param>
/// <param name="Models">The available models.</param>
/// <param name="UrlQueries">Whether the Api fetches pictures from web addresses; false when an older Api does not send it.</param>
internal sealed record ApiModels(string? Default, IReadOnlyList<ApiModel> Models, bool UrlQueries = false)
{
    internal static readonly ApiModels Empty = new(null, []);
}

/// <summary>A model, and its index.</summary>
/// <param name="Licence">SPDX name of the licence of its weights.</param>
internal sealed record ApiModel(
    string Name, string? Description, ApiModelState? State, string? Reason, int? Dimension, long? Images,
    string? EmbeddingSpace, string? SnapshotVersion, DateTimeOffset? SnapshotCreated, string? Licence = null)
{
    internal bool IsReady => State is null or ApiModelState.Ready;
    internal bool HasFailed => State == ApiModelState.Failed;
}
