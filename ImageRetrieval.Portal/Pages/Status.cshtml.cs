using ImageRetrieval.Portal.Api;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ImageRetrieval.Portal.Pages;

/// <summary>The progress of the index; the script polls it while the index is being built.</summary>
internal sealed class StatusModel(ApiClient api) : PageModel
{
    public StatusView Status { get; private set; } = new(null, ApiModels.Empty);

    public async Task<IActionResult> OnGetAsync()
    {
        var token = HttpContext.RequestAborted;
        try
        {
            var models = await api.GetModelsAsync(token);
            Status = new StatusView(null, models);
            Status = new StatusView(await api.GetIngestAsync(token), models);
        }
        catch (ApiException e) when (e.Problem == ApiProblem.Down)
        {
            Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        }
        catch (ApiException)
        {
            // The models alone tell whether there is something to wait for.
        }
        return this.PageOr("_Status", Status);
    }
}
