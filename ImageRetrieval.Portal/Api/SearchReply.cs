using System.Text.Json;

namespace ImageRetrieval.Portal.Api;

/// <summary>The answer of <c>POST /v1/search</c>.</summary>
internal sealed record SearchReply(string Model, string? SnapshotVersion, IReadOnlyList<ReplyHit> Hits, ReplyTimings? Timings, string? TraceId);

/// <summary>A hit: an image, its cosine and the share of random pairs of the collection that are less similar, 0..1.</summary>
internal sealed record ReplyHit(
    string Id, string? Url, string? Name, IReadOnlyDictionary<string, JsonElement>? Metadata, int? Width, int? Height, string? Thumbnail,
    double Score, double? Share) : ImageDetails(Id, Url, Name, Metadata, Width, Height, Thumbnail);

/// <summary>How long the Api's stages took, in milliseconds.</summary>
internal sealed record ReplyTimings(double FetchMs, double DecodeMs, double InferenceMs, double SearchMs, double MetadataMs);
