using ImageRetrieval.Collection.Search;

namespace ImageRetrieval.Api.Search;

/// <summary>What a search found.</summary>
/// <param name="Hits">In their order.</param>
/// <param name="Nearest">The first of the requested hits by descending score, regardless of the minimum score.</param>
internal sealed record FoundHits(List<FoundItem> Hits, IReadOnlyList<FoundItem> Nearest);
