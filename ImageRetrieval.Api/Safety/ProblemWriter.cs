using ImageRetrieval.Api.Predict;

namespace ImageRetrieval.Api.Safety;

/// <summary>Refuses a request before it reaches its route, in the error format of that route.</summary>
internal static class ProblemWriter
{
    internal static Task WriteAsync(HttpContext context, int status, string detail)
    {
        if (PredictErrors.Has(context.GetEndpoint()))
            return Results.Json(PredictException.Error(detail), statusCode: status).ExecuteAsync(context);
        return TypedResults.Problem(detail, statusCode: status).ExecuteAsync(context);
    }
}
