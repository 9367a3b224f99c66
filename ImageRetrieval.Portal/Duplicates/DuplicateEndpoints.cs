using System.Text;
using ImageRetrieval.Portal.Api;
using ImageRetrieval.Portal.Forms;
using ImageRetrieval.Portal.Language;
using ImageRetrieval.Portal.Pages;
using ImageRetrieval.ServiceDefaults;

namespace ImageRetrieval.Portal.Duplicates;

/// <summary>
/// <c>GET /duplicates/count</c>: the number of groups at a threshold; <c>POST /duplicates/csv</c>: the marked images. Nothing is
/// deleted: the file is the outcome.
/// </summary>
internal static class DuplicateEndpoints
{
    // The Api's limits.
    private const int GroupsPerRequest = 200;
    private const int MostMembers = 1000;

    public static void MapDuplicates(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/duplicates/count", CountAsync).ExcludeFromTraces();
        routes.MapPost("/duplicates/csv", CsvAsync).DisableAntiforgery();
    }

    private static async Task<IResult> CountAsync(HttpContext context, ApiClient api, Texts texts)
    {
        var query = DuplicateQuery.From(key => context.Request.Query[key]) with { Version = null };
        var (list, _) = await ApiAttempt.Of(() => api.GetDuplicatesAsync(query.ApiQuery(1, 0, 1), context.RequestAborted));
        context.Response.Headers.CacheControl = "no-store";
        return list is null
            ? Results.StatusCode(StatusCodes.Status503ServiceUnavailable)
            : Results.Json(new { list.Total, Text = texts.Count("Duplicates.Groups", list.Total, NumberText.Number(list.Total)) });
    }

    private static async Task<IResult> CsvAsync(HttpContext context, ApiClient api)
    {
        var form = await PostedForm.ReadAsync(context.Request);
        if (DuplicateMarks.From(form) is not { } marks)
            return Results.Text("The marks cannot be read.", statusCode: StatusCodes.Status400BadRequest);
        if (marks.IsEmpty)
            return Results.Text("No pictures are marked.", statusCode: StatusCodes.Status400BadRequest);
        try
        {
            using var csv = await WriteAsync(DuplicateQuery.From(key => form[key]), marks, api, context.RequestAborted);
            return csv.Rows == 0
                ? Results.Text("No pictures are marked.", statusCode: StatusCodes.Status400BadRequest)
                : Results.File(Encoding.UTF8.GetBytes(csv.Finish()), "text/csv; charset=utf-8", "duplicates.csv");
        }
        catch (ApiException e)
        {
            return e.Problem == ApiProblem.Expired
                ? Results.Text("The list of duplicates has changed: open the page again.", statusCode: StatusCodes.Status410Gone)
                : Results.Text(e.Message, statusCode: StatusCodes.Status502BadGateway);
        }
    }

    private static async Task<DuplicateCsv> WriteAsync(DuplicateQuery query, DuplicateMarks marks, ApiClient api, CancellationToken token)
    {
        var csv = new DuplicateCsv();
        for (var (offset, total) = (0, 1); offset < total; offset += GroupsPerRequest)
        {
            // Only parts of the list with marks are read, except for the first, which tells its length.
            if (offset > 0 && !marks.All && !marks.Groups!.Keys.Any(group => group >= offset && group < offset + GroupsPerRequest))
                continue;
            var list = await api.GetDuplicatesAsync(query.ApiQuery(GroupsPerRequest, offset, MostMembers), token);
            // The following parts are those of the same list, whatever is published meanwhile.
            query = query with { Version = list.Version };
            total = list.Total;
            for (var i = 0; i < list.Groups.Count; i++)
            {
                if (marks.Of(offset + i) is { } decided)
                    csv.Add(offset + i + 1, list.Groups[i], decided, DuplicatesModel.ShownMembers);
            }
        }
        return csv;
    }
}
