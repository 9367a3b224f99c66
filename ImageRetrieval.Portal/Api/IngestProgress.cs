namespace ImageRetrieval.Portal.Api;

/// <summary>The answer of <c>GET /v1/ingest</c>: how far the Worker is with its list.</summary>
internal sealed record IngestProgress(
    string? State, DateTimeOffset? Updated, string? List, long Total, long Downloaded, long Indexed, long Failed,
    double? ImagesPerSecond, double? EtaSeconds, IReadOnlyDictionary<string, long>? Reasons)
{
    public bool IsRunning => State is "running" or "publishing";
    public bool HasFailed => State == "failed";
}
