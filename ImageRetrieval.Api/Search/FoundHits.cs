using ImageRetrieval.VectorIndex;

namespace ImageRetrieval.Api.Search;

/// <summary>What a search found.</summary>
/// <param name="Hits">In their order.</param>
/// <param name="Nearest">The wanted hit with the largest score, whatever the least score that was asked for; null when there is none.</param>
internal sealed record FoundHits(List<RankedHit> Hits, RankedHit? Nearest);
