using ImageRetrieval.Collection.Catalog;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ImageRetrieval.Worker.Status;

/// <summary><c>GET /status/failures</c>: all failures, a page at a time. It requires the same key as commands: there may be millions of rows.</summary>
internal static class FailureEndpoint
{
    private const int MostRows = 200;
    private const int MostHosts = 100;

    internal static async Task<Results<Ok<FailuresAnswer>, ProblemHttpResult>> ListAsync(
        ICatalogReport report, string? reason = null, string? host = null, int limit = 50, int offset = 0, CancellationToken token = default)
    {
        var isKnown = FailureReasons.TryParse(reason ?? "", out var known);
        if (reason is not null && !isKnown)
            return Refuse($"There is no reason '{reason}'; /status lists those that occur.");
        if (limit is < 1 or > MostRows || offset < 0)
            return Refuse($"limit is {limit} and offset {offset}; limit must be 1..{MostRows}, offset 0 or more.");
        var page = await report.FailurePageAsync(new(isKnown ? known : null, host), limit, offset, token);
        return TypedResults.Ok(new FailuresAnswer(
            page.Total,
            [.. page.Failures.Select(FailureRow.Of)],
            ReasonCounts.Named(await report.ReasonsAsync(token)),
            [.. (await report.FailuresByHostAsync(MostHosts, token)).Select(FailedHost.Of)],
            await report.RetryOutcomeAsync(token)));
    }

    private static ProblemHttpResult Refuse(string detail) => TypedResults.Problem(detail, statusCode: StatusCodes.Status400BadRequest);
}
