namespace ImageRetrieval.Collection.Facets;

/// <summary>A value of a column.</summary>
/// <param name="Value">As an <see cref="Filters.InFilter"/> takes it.</param>
/// <param name="Count">Images that have it.</param>
public sealed record FacetValue(string Value, int Count);
