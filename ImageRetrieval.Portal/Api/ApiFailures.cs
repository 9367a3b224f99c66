namespace ImageRetrieval.Portal.Api;

/// <summary>The answer of <c>GET /v1/ingest/failures</c>.</summary>
/// <param name="Total">The number of failures that match the filter.</param>
/// <param name="Failures">Those of the requested page.</param>
/// <param name="Reasons">All failures by reason.</param>
/// <param name="Hosts">The hosts with the most failures.</param>
/// <param name="Retried">The outcome of the latest retry; null when there was none.</param>
internal sealed record ApiFailures(int Total, IReadOnlyList<ApiFailure> Failures, IReadOnlyDictionary<string, long>? Reasons, IReadOnlyList<ApiFailedHost>? Hosts, ApiRetried? Retried);

/// <summary>A row of a list, or an image, that failed.</summary>
internal sealed record ApiFailure(
    long Line, string? Id, string? Url, string? Host, string? State, string? Reason, string? Detail, string? List, DateTimeOffset? LastTry, DateTimeOffset? NextTry)
{
    // Rejected rows need another list; placeholders and missing embeddings would fail again in the same way.
    public bool CanRetry => Id is { Length: > 0 } && State is "retryable" or "permanent" && Reason is not ("placeholder" or "no_embedding");
}

internal sealed record ApiFailedHost(string Host, long Failed);

/// <summary>Of the images of the latest retry: how many are waiting, were downloaded, and failed again.</summary>
internal sealed record ApiRetried(long Images, long Waiting, long Stored, long Failed);

/// <summary>The answer of <c>POST /v1/ingest/retry</c>.</summary>
internal sealed record ApiRetry(long Images);
