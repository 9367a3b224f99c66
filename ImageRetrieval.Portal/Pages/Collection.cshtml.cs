using ImageRetrieval.Portal.Api;
using ImageRetrieval.Portal.Browse;
using ImageRetrieval.Portal.Filters;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ImageRetrieval.Portal.Pages;

/// <summary>The pictures of the collection, page by page, by filter, by a part of the map or by id, in any order.</summary>
internal sealed class CollectionModel(ApiClient api) : PageModel
{
    private static readonly string[] s_fields = ["@name", "@id", "@width"];

    public ApiImages Images { get; private set; } = ApiImages.Empty;
    public ApiFacets Facets { get; private set; } = ApiFacets.Empty;
    public CollectionList List { get; private set; } = new();
    public ApiException? Problem { get; private set; }

    /// <summary>The requested id; null for none.</summary>
    public string? Id { get; private set; }

    internal FilterState Filters => List.Filters;

    internal int Pages => (int)Math.Max(1, (Images.Total + List.Size - 1) / List.Size);

    /// <summary>What the list can be sorted by: every column, and what every picture has.</summary>
    internal IEnumerable<string> Sorts => s_fields.Concat(Facets.Columns.Select(column => column.Column))
        .Concat(List.Sort is { } sort ? [sort] : []).Distinct(StringComparer.Ordinal);

    public async Task<IActionResult> OnGetAsync()
    {
        var token = HttpContext.RequestAborted;
        List = CollectionList.From(Request.Query);
        Id = Request.Query["id"].ToString().Trim() is { Length: > 0 } id ? id : null;
        var facets = ApiAttempt.Of(() => api.GetFacetsAsync(null, null, FacetView.Values, token));
        var images = await ApiAttempt.Of(() => Id is { } wanted ? OneAsync(wanted) : api.GetImagesAsync(List.ToApiQuery(), token));
        Images = images.Value ?? ApiImages.Empty;
        Facets = (await facets).Value ?? ApiFacets.Empty;
        Problem = images.Problem;
        if (Problem is { } problem)
            Response.StatusCode = problem.Problem switch { ApiProblem.UnknownImage => 404, ApiProblem.Refused => 400, _ => 503 };
        return this.PageOr("_Collection", this);
    }

    /// <summary>The address of a page of the same list.</summary>
    internal string AddressOf(int number, FilterState? filters = null) => (List with { Number = number, Filters = filters ?? Filters }).ToAddress();

    private async Task<ApiImages> OneAsync(string id) => new(1, [await api.GetImageAsync(id, HttpContext.RequestAborted)]);
}
