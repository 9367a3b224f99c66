using ImageRetrieval.Portal.Api;

namespace ImageRetrieval.Portal.Search;

/// <summary>What was found, the most similar first.</summary>
/// <param name="Reply">The Api's own words.</param>
/// <param name="Hits">The pictures, copies folded.</param>
/// <param name="Known">The pictures of the collection that were searched with, by id.</param>
/// <param name="Elapsed">How long the Portal waited.</param>
internal sealed record SearchResult(ApiSearchAnswer Reply, IReadOnlyList<ResultHit> Hits, IReadOnlyDictionary<string, ApiImage> Known, TimeSpan Elapsed)
{
    /// <summary>Whether the collection probably shows nothing like the query.</summary>
    public bool HasNothingSimilar => Reply.NothingSimilar == true;
}
