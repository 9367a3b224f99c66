using System.Text.Json.Serialization;

namespace ImageRetrieval.Api.Search;

/// <summary>A similar image.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Score">Cosine, -1..1.</param>
/// <param name="Share">The share of random pairs of the collection that are less similar, 0..1: 0.9997 is "closer than 99.97 %". Null in a collection of one.</param>
/// <param name="Url">Where it was downloaded.</param>
/// <param name="Name">Its file name.</param>
/// <param name="Metadata">Further columns of the list.</param>
/// <param name="Width">Pixels, upright; null when unknown.</param>
/// <param name="Height">Pixels, upright; null when unknown.</param>
/// <param name="Thumbnail">Address of a small picture.</param>
/// <param name="Original">Address of the downloaded bytes.</param>
internal sealed record HitAnswer(
    string Id,
    double Score,
    double? Share,
    string Url,
    string Name,
    IReadOnlyDictionary<string, string> Metadata,
    int? Width,
    int? Height,
    string Thumbnail,
    string Original)
{
    /// <summary>The copies that are folded into it; absent when the search did not ask for folding.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public FoldedCopies? Copies { get; init; }
}
