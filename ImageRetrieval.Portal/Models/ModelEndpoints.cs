using ImageRetrieval.Portal.Api;
using ImageRetrieval.Portal.Forms;
using ImageRetrieval.Portal.Search;
using ImageRetrieval.Portal.Security;

namespace ImageRetrieval.Portal.Models;

/// <summary><c>POST /models/pin</c>: goes back to a snapshot, or on to the newest one; <c>POST /models/rebuild</c>: rebuilds all indexes.</summary>
internal static class ModelEndpoints
{
    internal static void MapModels(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/models/pin", (HttpContext context, ApiClient api, Roles roles) => CommandAsync(context, api, roles, form =>
            (form["version"].ToString().Length > 0 ? "pinned" : "released", new PageAddress("pin").Add("model", form["model"].ToString()).Add("version", form["version"].ToString())))).DisableAntiforgery();
        routes.MapPost("/models/rebuild", (HttpContext context, ApiClient api, Roles roles) =>
            CommandAsync(context, api, roles, _ => ("rebuild", new PageAddress("rebuild")))).DisableAntiforgery();
    }

    private static async Task<IResult> CommandAsync(HttpContext context, ApiClient api, Roles roles, Func<IFormCollection, (string Said, PageAddress Command)> read)
    {
        if (!roles.IsOperator(context))
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        var (said, command) = read(await PostedForm.ReadAsync(context.Request));
        var (_, problem) = await ApiAttempt.Of(async () =>
        {
            await api.CommandAsync(command.ToString(), context.RequestAborted);
            return said;
        });
        context.Response.Headers.Location = "/models?said=" + (problem is null ? said : "failed");
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }
}
