using ImageRetrieval.Portal.Api;

namespace ImageRetrieval.Portal.Search;

/// <summary>What was found, the most similar first.</summary>
/// <param name="Reply">The Api's answer.</param>
/// <param name="Hits">The pictures, with copies folded.</param>
/// <param name="Groups">The same pictures by the values of a column, the group with the most similar picture first; none when they are not grouped.</param>
/// <param name="Known">The pictures in the collection that were searched with, by id.</param>
/// <param name="Elapsed">The time from the Portal's first request to the result.</param>
internal sealed record SearchResult(ApiSearchAnswer Reply, IReadOnlyList<ResultHit> Hits, IReadOnlyList<ResultGroup> Groups, IReadOnlyDictionary<string, ApiImage> Known, TimeSpan Elapsed)
{
    /// <summary>Whether the collection probably has nothing similar to the query.</summary>
    internal bool HasNothingSimilar => Reply.NothingSimilar == true;
}
