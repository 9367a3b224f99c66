using ImageRetrieval.Portal.Api;
using ImageRetrieval.Portal.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ImageRetrieval.Portal.Pages;

/// <summary>What the Worker is doing; for operators also what failed, messages and hosts, and the commands to it.</summary>
internal sealed class IngestModel(ApiClient api, Roles roles) : PageModel
{
    private static readonly string[] s_said = ["retry", "pause", "resume", "failed"];

    public ApiIngest? Ingest { get; private set; }

    /// <summary>Statistics of indexes and searches; null when the Api does not provide them.</summary>
    public ApiStatistics? Statistics { get; private set; }

    public ApiProblem? Problem { get; private set; }
    public bool IsOperator => roles.IsOperator(HttpContext);

    /// <summary>The outcome of the command that was just sent; null when there was none.</summary>
    public string? Said { get; private set; }

    public async Task<IActionResult> OnGetAsync()
    {
        Said = !IsOperator ? null : s_said.FirstOrDefault(said => said == Request.Query["said"]);
        (Ingest, var problem) = await ApiAttempt.Of(() => api.GetIngestAsync(HttpContext.RequestAborted));
        (Statistics, _) = await ApiAttempt.Of(() => api.GetStatisticsAsync(HttpContext.RequestAborted));
        Problem = problem?.Problem;
        if (problem is not null)
            Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return this.PageOr("_Ingest", this);
    }
}
