using ImageRetrieval.Portal.Api;

namespace ImageRetrieval.Portal.Search;

/// <summary>What was found, the most similar first.</summary>
/// <param name="Reply">The Api's own words.</param>
/// <param name="Hits">The pictures, copies folded.</param>
/// <param name="Known">The pictures of the collection that were searched with, by id.</param>
/// <param name="Elapsed">How long the Portal waited.</param>
internal sealed record SearchAnswer(SearchReply Reply, IReadOnlyList<Hit> Hits, IReadOnlyDictionary<string, ImageDetails> Known, TimeSpan Elapsed)
{
    // Every second random pair is above .5; a picture that means something is above nearly all of them.
    private const double WeakShare = 0.95;

    /// <summary>Whether even the best is hardly more alike than chance.</summary>
    public bool IsWeak => Hits is [{ Image.Share: < WeakShare }, ..];
}
