using System.Text.Json;

namespace ImageRetrieval.Portal.Api;

/// <summary>The answer of <c>POST /v1/search</c>.</summary>
internal sealed record SearchReply(string Model, string? SnapshotVersion, string? Ranking, bool? NothingSimilar, IReadOnlyList<ReplyHit> Hits, ReplyTimings? Timings, string? TraceId);

/// <summary>
/// A hit: an image, its cosine, the share of the collection's pictures whose nearest other is farther (0..1), the same in a word,
/// and, in the ranking by context, its rank score and the neighbours (of ten) that it has in common with the query.
/// </summary>
internal sealed record ReplyHit(
    string Id, string? Url, string? Name, IReadOnlyDictionary<string, JsonElement>? Metadata, int? Width, int? Height, string? Thumbnail,
    double Score, double? CloserThan, string? Likeness, double? RankScore, int? SharedNeighbors) : ImageDetails(Id, Url, Name, Metadata, Width, Height, Thumbnail);

/// <summary>How long the Api's stages took, in milliseconds.</summary>
internal sealed record ReplyTimings(double FetchMs, double DecodeMs, double InferenceMs, double SearchMs, double MetadataMs);
