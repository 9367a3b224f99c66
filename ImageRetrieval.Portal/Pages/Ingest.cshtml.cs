using ImageRetrieval.Portal.Api;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.Portal.Pages;

/// <summary>What the Worker does at this moment, what went wrong, and what to do about it.</summary>
internal sealed class IngestModel(ApiClient api, IOptions<PortalOptions> options) : PageModel
{
    private static readonly string[] s_said = ["retry", "pause", "resume", "failed"];

    public ApiIngest? Ingest { get; private set; }

    /// <summary>The indexes and the searches in them; null when the Api does not tell.</summary>
    public ApiStatistics? Statistics { get; private set; }

    public ApiProblem? Problem { get; private set; }
    public bool CanCommand { get; } = options.Value.IngestCommands;

    /// <summary>What became of a command that was just given; null when none was.</summary>
    public string? Said { get; private set; }

    public async Task<IActionResult> OnGetAsync()
    {
        Said = s_said.FirstOrDefault(said => said == Request.Query["said"]);
        (Ingest, var problem) = await ApiAttempt.Of(() => api.GetIngestAsync(HttpContext.RequestAborted));
        (Statistics, _) = await ApiAttempt.Of(() => api.GetStatisticsAsync(HttpContext.RequestAborted));
        Problem = problem?.Problem;
        if (problem is not null)
            Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return this.PageOr("_Ingest", this);
    }
}
