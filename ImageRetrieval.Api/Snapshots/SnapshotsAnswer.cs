namespace ImageRetrieval.Api.Snapshots;

/// <summary>The answer of <c>GET /v1/snapshots</c>, by model in the order of <c>--models</c>, newest first.</summary>
internal sealed record SnapshotsAnswer(IReadOnlyList<SnapshotAnswer> Snapshots);
