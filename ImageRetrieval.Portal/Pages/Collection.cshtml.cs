using System.Globalization;
using ImageRetrieval.Portal.Api;
using ImageRetrieval.Portal.Filters;
using ImageRetrieval.Portal.Search;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ImageRetrieval.Portal.Pages;

/// <summary>The pictures of the collection, page by page, by filter or by id.</summary>
internal sealed class CollectionModel(ApiClient api) : PageModel
{
    internal const int PageSize = 48;

    // The Api's offset is a 32-bit integer.
    private const int LastPage = 40_000_000;

    public ApiImages Images { get; private set; } = ApiImages.Empty;
    public ApiFacets Facets { get; private set; } = ApiFacets.Empty;
    public FilterState Filters { get; private set; } = FilterState.None;
    public ApiProblem? Problem { get; private set; }

    /// <summary>The page number, from 1.</summary>
    public int Number { get; private set; } = 1;

    /// <summary>The requested id; null for none.</summary>
    public string? Id { get; private set; }

    internal int Pages => (int)Math.Max(1, (Images.Total + PageSize - 1) / PageSize);

    public async Task<IActionResult> OnGetAsync()
    {
        var token = HttpContext.RequestAborted;
        Filters = FilterState.From(Request.Query);
        Id = Request.Query["id"].ToString().Trim() is { Length: > 0 } id ? id : null;
        Number = int.TryParse(Request.Query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= LastPage ? number : 1;
        var facets = ApiAttempt.Of(() => api.GetFacetsAsync(null, null, FacetView.Values, token));
        var images = await ApiAttempt.Of(() => Id is { } wanted ? OneAsync(wanted) : api.GetImagesAsync(ListQuery(), token));
        Images = images.Value ?? ApiImages.Empty;
        Facets = (await facets).Value ?? ApiFacets.Empty;
        Problem = images.Problem?.Problem;
        if (Problem is { } problem)
            Response.StatusCode = problem == ApiProblem.UnknownImage ? StatusCodes.Status404NotFound : StatusCodes.Status503ServiceUnavailable;
        return this.PageOr("_Collection", this);
    }

    /// <summary>The address of a page of the same filters.</summary>
    internal string AddressOf(int number, FilterState? filters = null)
    {
        var address = new PageAddress("/collection");
        foreach (var choice in (filters ?? Filters).Choices)
            address.Add(FilterState.ChoiceKey, choice.ToString());
        foreach (var range in (filters ?? Filters).Ranges)
            address.Add(FilterState.RangeKey, range.ToString());
        return address.Add("page", number == 1 ? null : number.ToString(CultureInfo.InvariantCulture)).ToString();
    }

    private async Task<ApiImages> OneAsync(string id) => new(1, [await api.GetImageAsync(id, HttpContext.RequestAborted)]);

    private string ListQuery()
    {
        var offset = ((Number - 1) * PageSize).ToString(CultureInfo.InvariantCulture);
        return $"limit={PageSize}&offset={offset}" + (Filters.ToJson() is { } filter ? "&filter=" + Uri.EscapeDataString(filter.ToJsonString()) : "");
    }
}
