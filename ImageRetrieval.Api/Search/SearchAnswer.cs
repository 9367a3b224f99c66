namespace ImageRetrieval.Api.Search;

/// <summary>The answer of a search.</summary>
/// <param name="Model">The model that was searched with.</param>
/// <param name="SnapshotVersion">The snapshot that answered.</param>
/// <param name="Queries">What was searched with, its crop boxes among it.</param>
/// <param name="Ranking">What the order of the hits follows: <c>context</c> or <c>cosine</c>. Always the latter for a snapshot of an earlier build.</param>
/// <param name="NothingSimilar">Whether the nearest images are so far, compared with their own neighbours, that the collection probably shows nothing like the query. That is so for one in twenty of its own pictures. Null where it cannot be told: for several or negative parts, for models that do not know what is shown, and in collections of fewer than 20 different pictures.</param>
/// <param name="Hits">The most similar images, best first; equal ones by id.</param>
/// <param name="Timings">How long the stages took.</param>
/// <param name="TraceId">Names this request in logs and traces.</param>
internal sealed record SearchAnswer(
    string Model,
    string SnapshotVersion,
    IReadOnlyList<QueryEcho> Queries,
    string Ranking,
    bool? NothingSimilar,
    IReadOnlyList<HitAnswer> Hits,
    TimingsAnswer Timings,
    string TraceId);
