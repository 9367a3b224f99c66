using System.Text.Json;

namespace ImageRetrieval.Portal.Api;

/// <summary>The answer of <c>POST /v1/search</c>.</summary>
internal sealed record ApiSearchAnswer(string Model, string? SnapshotVersion, string? Ranking, bool? NothingSimilar, IReadOnlyList<ApiHit> Hits, ApiTimings? Timings, string? TraceId);

/// <summary>
/// A hit: an image, its cosine, the share of the collection's pictures whose nearest neighbour is farther away (0..1), the same in a
/// word, and, when ranked by context, its rank score and how many of its ten nearest neighbours are also among the query's ten.
/// </summary>
internal sealed record ApiHit(
    string Id, string? Url, string? Name, IReadOnlyDictionary<string, JsonElement>? Metadata, int? Width, int? Height, string? Thumbnail,
    double Score, double? CloserThan, string? Likeness, double? RankScore, int? SharedNeighbors) : ApiImage(Id, Url, Name, Metadata, Width, Height, Thumbnail)
{
    /// <summary>The images of the same bytes that the Api folded into this hit.</summary>
    public ApiCopies? Copies { get; init; }
}

/// <summary>Copies of a hit: how many, and the ids of the first ten.</summary>
internal sealed record ApiCopies(int Count, IReadOnlyList<string> Ids);

/// <summary>How long the Api's stages took, in milliseconds.</summary>
internal sealed record ApiTimings(double FetchMs, double DecodeMs, double InferenceMs, double SearchMs, double MetadataMs);
