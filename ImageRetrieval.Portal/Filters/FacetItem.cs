namespace ImageRetrieval.Portal.Filters;

/// <summary>A value in the list of a filter.</summary>
/// <param name="Choice">The value and its column.</param>
/// <param name="IsChosen">Whether it is one of the filters.</param>
/// <param name="InResults">How many results have it; null outside an answer.</param>
/// <param name="InCollection">How many pictures of the collection have it; null when unknown.</param>
internal sealed record FacetItem(FacetChoice Choice, bool IsChosen, int? InResults, long? InCollection);
