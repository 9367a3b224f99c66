using ImageRetrieval.Portal.Api;
using ImageRetrieval.Portal.Models;
using ImageRetrieval.Portal.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ImageRetrieval.Portal.Pages;

/// <summary>The models with their indexes: sizes, times, recall, and the snapshots to go back to.</summary>
internal sealed class ModelsModel(ApiClient api, Roles roles) : PageModel
{
    private static readonly string[] s_said = ["pinned", "released", "rebuild", "failed"];

    public IReadOnlyList<ModelView> Models { get; private set; } = [];

    public ApiException? Problem { get; private set; }

    public bool CanCommand { get; private set; }

    /// <summary>The outcome of the command that was just sent; null when there was none.</summary>
    public string? Said { get; private set; }

    public async Task<IActionResult> OnGetAsync()
    {
        var token = HttpContext.RequestAborted;
        CanCommand = roles.IsOperator(HttpContext);
        Said = s_said.FirstOrDefault(said => said == Request.Query["said"]);
        (var models, Problem) = await ApiAttempt.Of(() => api.GetModelsAsync(token));
        if (models is null)
        {
            Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return Page();
        }
        var (statistics, _) = await ApiAttempt.Of(() => api.GetStatisticsAsync(token));
        var (snapshots, _) = await ApiAttempt.Of(() => api.GetSnapshotsAsync(token));
        Models =
        [
            .. models.Models.Select(model => new ModelView(
                model, model.Name == models.Default,
                statistics?.Models.FirstOrDefault(entry => entry.Model == model.Name),
                [.. (snapshots?.Snapshots ?? []).Where(snapshot => snapshot.Model == model.Name)])),
        ];
        return Page();
    }
}
