namespace ImageRetrieval.Api.Facets;

/// <summary>The answer of <c>GET /v1/facets</c>.</summary>
/// <param name="Model">The model whose index was read.</param>
/// <param name="Snapshot">Its version; null when there is none yet.</param>
/// <param name="Count">Images that pass the filter; all of them without one.</param>
/// <param name="Columns">The columns that these images have, by name.</param>
internal sealed record FacetsAnswer(string Model, string? Snapshot, int Count, IReadOnlyList<FacetColumnAnswer> Columns);
