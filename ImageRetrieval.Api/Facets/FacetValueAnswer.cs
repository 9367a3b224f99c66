namespace ImageRetrieval.Api.Facets;

/// <summary>A value of a column.</summary>
/// <param name="Value">As a filter's <c>eq</c> takes it.</param>
/// <param name="Count">Images that have it.</param>
internal sealed record FacetValueAnswer(string Value, int Count);
