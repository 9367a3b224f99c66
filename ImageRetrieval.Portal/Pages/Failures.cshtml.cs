using System.Globalization;
using ImageRetrieval.Portal.Api;
using ImageRetrieval.Portal.Failures;
using ImageRetrieval.Portal.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ImageRetrieval.Portal.Pages;

/// <summary>Rows and pictures that failed, page by page, and the retry of them. Only for operators: details may name paths.</summary>
internal sealed class FailuresModel(ApiClient api, Roles roles) : PageModel
{
    public const int PageSize = 50;

    private const int LastPage = 40_000_000;

    public FailureQuery Query { get; private set; } = new(null, null);
    public ApiFailures? List { get; private set; }
    public ApiException? Problem { get; private set; }
    public bool IsAllowed => roles.IsOperator(HttpContext);

    /// <summary>The page number, from 1.</summary>
    public int Number { get; private set; } = 1;

    /// <summary>The number of images of the retry that was just sent, or <c>failed</c>; null when there was none.</summary>
    public string? Retried { get; private set; }

    public int Pages => Math.Max(1, ((List?.Total ?? 0) + PageSize - 1) / PageSize);

    public async Task<IActionResult> OnGetAsync()
    {
        Query = FailureQuery.From(key => Request.Query[key]);
        Number = int.TryParse(Request.Query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= LastPage ? number : 1;
        Retried = Request.Query["retried"].ToString() is { Length: > 0 and < 20 } said && (said == "failed" || said.All(char.IsAsciiDigit)) ? said : null;
        if (!IsAllowed)
            Response.StatusCode = StatusCodes.Status403Forbidden;
        else
            (List, Problem) = await ApiAttempt.Of(() => api.GetFailuresAsync(Query.ApiQuery(PageSize, (Number - 1) * PageSize), HttpContext.RequestAborted));
        if (Problem is { } problem)
            Response.StatusCode = problem.Problem == ApiProblem.Refused ? StatusCodes.Status400BadRequest : StatusCodes.Status503ServiceUnavailable;
        return this.PageOr("_Failures", this);
    }
}
