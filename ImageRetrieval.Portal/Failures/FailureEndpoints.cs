using System.Globalization;
using System.Text;
using ImageRetrieval.Portal.Api;
using ImageRetrieval.Portal.Forms;
using ImageRetrieval.Portal.Security;

namespace ImageRetrieval.Portal.Failures;

/// <summary><c>GET /failures/csv</c>: the failures as a file; <c>POST /failures/retry</c>: retries one of them, or those of a filter.</summary>
internal static class FailureEndpoints
{
    private const int RowsPerRequest = 200;

    // More rows are too many for a spreadsheet, and for one request.
    private const int MostRows = 100_000;

    public static void MapFailures(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/failures/csv", CsvAsync);
        routes.MapPost("/failures/retry", RetryAsync).DisableAntiforgery();
    }

    private static async Task<IResult> CsvAsync(HttpContext context, ApiClient api, Roles roles)
    {
        if (!roles.IsOperator(context))
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        var query = FailureQuery.From(key => context.Request.Query[key]);
        var (rows, problem) = await ApiAttempt.Of(() => ReadAsync(query, api, context.RequestAborted));
        return rows is not null
            ? Results.File(Encoding.UTF8.GetBytes(FailureCsv.Write(rows)), "text/csv; charset=utf-8", "failures.csv")
            : Results.Text(problem!.Detail ?? problem.Message, statusCode: StatusCodes.Status502BadGateway);
    }

    private static async Task<List<ApiFailure>> ReadAsync(FailureQuery query, ApiClient api, CancellationToken token)
    {
        var rows = new List<ApiFailure>();
        while (rows.Count < MostRows)
        {
            var page = await api.GetFailuresAsync(query.ApiQuery(RowsPerRequest, rows.Count), token);
            rows.AddRange(page.Failures);
            if (page.Failures.Count < RowsPerRequest)
                break;
        }
        return rows;
    }

    private static async Task<IResult> RetryAsync(HttpContext context, ApiClient api, Roles roles)
    {
        if (!roles.IsOperator(context))
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        var form = await PostedForm.ReadAsync(context.Request);
        var query = FailureQuery.From(key => form[key]);
        var wanted = form["id"].ToString() is { Length: > 0 } id ? "?id=" + Uri.EscapeDataString(id) : query.ApiFilter("?");
        var (retry, _) = await ApiAttempt.Of(() => api.RetryAsync(wanted, context.RequestAborted));
        context.Response.Headers.Location = query.AfterRetry(retry?.Images.ToString(CultureInfo.InvariantCulture) ?? "failed");
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }
}
