namespace ImageRetrieval.Api.Search;

/// <summary>A similar image.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Score">Cosine, -1..1.</param>
/// <param name="CloserThan">The share of the collection's pictures whose nearest other picture is farther from them than this one from the query, 0..1: 0.8 is "closer than the nearest neighbour of 80 % of the pictures". Null in collections of fewer than 20 different pictures.</param>
/// <param name="Likeness">The same in a word: <c>same</c>, <c>verySimilar</c> (from 0.3 on), <c>similar</c> (from 0.02 on), <c>weak</c> (from 0.001 on) or <c>unrelated</c>.</param>
/// <param name="RankScore">What the ranking by context follows, larger first; it has no fixed range. Null for the ranking by cosine, and after the first 200.</param>
/// <param name="SharedNeighbors">How many of the image's ten nearest neighbours are among the query's ten; null without a rank score.</param>
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
    double? CloserThan,
    string? Likeness,
    double? RankScore,
    int? SharedNeighbors,
    string Url,
    string Name,
    IReadOnlyDictionary<string, string> Metadata,
    int? Width,
    int? Height,
    string Thumbnail,
    string Original)
{
    /// <summary>The copies that are folded into it; null when the search did not request folding.</summary>
    public FoldedCopies? Copies { get; init; }
}
