using ImageRetrieval.Portal.Api;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ImageRetrieval.Portal.Pages;

/// <summary>What differs between two snapshots of a model's index.</summary>
internal sealed class ChangesModel(ApiClient api) : PageModel
{
    private const int MostListed = 60;

    public ApiChanges? Changes { get; private set; }

    public ApiException? Problem { get; private set; }

    public async Task OnGetAsync()
    {
        var (model, from, to) = (Request.Query["model"].ToString(), Request.Query["from"].ToString(), Request.Query["to"].ToString());
        (Changes, Problem) = await ApiAttempt.Of(() => api.GetChangesAsync(model, from, to.Length > 0 ? to : null, MostListed, HttpContext.RequestAborted));
        if (Problem is { } problem)
            Response.StatusCode = problem.Problem == ApiProblem.Down ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status404NotFound;
    }
}
