using System.Text.Json.Nodes;
using ImageRetrieval.Portal.Api;
using ImageRetrieval.Portal.Pages;

namespace ImageRetrieval.Portal.Filters;

/// <summary>Finds values of a column by a part of their text: of a column with very many values, the filters list only the most frequent.</summary>
internal sealed class ValueFinder(ApiClient api)
{
    /// <exception cref="ApiException">The Api has no answer.</exception>
    public async Task<FoundValues> FindAsync(FacetChoice search, string? model, CancellationToken token)
    {
        var condition = new JsonObject { ["column"] = search.Column, ["contains"] = search.Value };
        var facets = await api.GetFacetsAsync(model, condition.ToJsonString(), FacetView.Values, token);
        return new FoundValues(search.Column, search.Value, facets.Columns.FirstOrDefault(column => column.Column == search.Column)?.Values ?? []);
    }
}
