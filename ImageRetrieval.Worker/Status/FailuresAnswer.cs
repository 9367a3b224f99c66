using ImageRetrieval.Collection.Catalog;

namespace ImageRetrieval.Worker.Status;

/// <summary>Answer of <c>GET /status/failures</c>.</summary>
/// <param name="Total">The number of failures that match the filter.</param>
/// <param name="Failures">Those of this page, in the order of lists and lines.</param>
/// <param name="Reasons">All failures by reason, whatever the filter.</param>
/// <param name="Hosts">The hosts with the most failures, whatever the filter.</param>
/// <param name="Retried">What became of the images of the latest retry command; null when there was none.</param>
internal sealed record FailuresAnswer(long Total, IReadOnlyList<FailureRow> Failures, IReadOnlyDictionary<string, long> Reasons, IReadOnlyList<FailedHost> Hosts, RetryOutcome? Retried);
