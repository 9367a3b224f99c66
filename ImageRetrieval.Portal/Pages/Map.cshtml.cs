using ImageRetrieval.Portal.Api;
using ImageRetrieval.Portal.Maps;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ImageRetrieval.Portal.Pages;

/// <summary>All pictures in a plane, similar ones near each other. Without scripts, the page is the list of their clusters.</summary>
internal sealed class MapModel(ApiClient api) : PageModel
{
    public MapQuery Query { get; private set; } = new(null, null);
    public ApiMap? Map { get; private set; }
    public ApiModels Models { get; private set; } = ApiModels.Empty;
    public ApiFacets Facets { get; private set; } = ApiFacets.Empty;
    public ApiException? Problem { get; private set; }

    internal bool HasMap => Map is { State: not ApiMapState.None, Images: > 0 };

    internal IReadOnlyList<ApiCluster> Clusters => Map?.Clusters ?? [];

    /// <summary>The columns that divide the pictures into groups.</summary>
    internal IEnumerable<string> Columns => new FacetView(Facets, Filters.FilterState.None).Lists.Select(list => list.Column)
        .Concat(Query.Column is { } column ? [column] : []).Distinct(StringComparer.Ordinal);

    public async Task<IActionResult> OnGetAsync()
    {
        var token = HttpContext.RequestAborted;
        Query = MapQuery.From(Request.Query);
        var models = ApiAttempt.Of(() => api.GetModelsAsync(token));
        var facets = ApiAttempt.Of(() => api.GetFacetsAsync(Query.Model, null, 1, token));
        (Map, Problem) = await ApiAttempt.Of(() => api.GetMapAsync(Query.ToApiQuery(points: false), token));
        Models = (await models).Value ?? ApiModels.Empty;
        Facets = (await facets).Value ?? ApiFacets.Empty;
        if (Problem is { } problem)
            Response.StatusCode = problem.Problem == ApiProblem.Refused ? StatusCodes.Status400BadRequest : StatusCodes.Status503ServiceUnavailable;
        return Page();
    }
}
