using System.Globalization;
using ImageRetrieval.Portal.Api;
using ImageRetrieval.Portal.Duplicates;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ImageRetrieval.Portal.Pages;

/// <summary>Groups of copies, page by page, to decide which of them to delete.</summary>
internal sealed class DuplicatesModel(ApiClient api) : PageModel
{
    public const int PageSize = 50;

    /// <summary>The members of a group that are shown; the others can only be marked together.</summary>
    public const int ShownMembers = 12;

    private const int LastPage = 40_000_000;

    public DuplicateQuery Query { get; private set; } = DuplicateQuery.From(_ => default);
    public ApiDuplicates? List { get; private set; }
    public ApiModels Models { get; private set; } = ApiModels.Empty;
    public ApiException? Problem { get; private set; }

    /// <summary>The page number, from 1.</summary>
    public int Number { get; private set; } = 1;

    public int Pages => Math.Max(1, ((List?.Total ?? 0) + PageSize - 1) / PageSize);

    public IEnumerable<DuplicateGroupView> Groups => (List?.Groups ?? []).Select((group, i) => new DuplicateGroupView(group, ((Number - 1) * PageSize) + i));

    public async Task<IActionResult> OnGetAsync()
    {
        var token = HttpContext.RequestAborted;
        Query = DuplicateQuery.From(key => Request.Query[key]);
        Number = int.TryParse(Request.Query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= LastPage ? number : 1;
        var models = ApiAttempt.Of(() => api.GetModelsAsync(token));
        (List, Problem) = await ApiAttempt.Of(() => api.GetDuplicatesAsync(Query.ApiQuery(PageSize, (Number - 1) * PageSize, ShownMembers), token));
        Models = (await models).Value ?? ApiModels.Empty;
        Query = Query with { Version = List?.Version };
        if (Problem is { } problem)
            Response.StatusCode = problem.Problem switch { ApiProblem.Expired => 410, ApiProblem.Refused => 400, _ => 503 };
        return this.PageOr("_Duplicates", this);
    }
}
