namespace ImageRetrieval.Api.Search;

/// <summary>The answer of a search.</summary>
/// <param name="Model">The model that was searched with.</param>
/// <param name="SnapshotVersion">The snapshot that answered.</param>
/// <param name="Queries">What was searched with, its crop boxes among it.</param>
/// <param name="Hits">The most similar images, best first; equal scores by id.</param>
/// <param name="Timings">How long the stages took.</param>
/// <param name="TraceId">Names this request in logs and traces.</param>
internal sealed record SearchAnswer(
    string Model,
    string SnapshotVersion,
    IReadOnlyList<QueryEcho> Queries,
    IReadOnlyList<HitAnswer> Hits,
    TimingsAnswer Timings,
    string TraceId);
