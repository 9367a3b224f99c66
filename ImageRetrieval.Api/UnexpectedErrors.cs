using ImageRetrieval.Api.Predict;
using Microsoft.AspNetCore.Diagnostics;

namespace ImageRetrieval.Api;

/// <summary>The last resort: an unexpected error is logged in full and reported to the client without internal details.</summary>
internal sealed class UnexpectedErrors(ILogger<UnexpectedErrors> logger, IProblemDetailsService problems) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is BadHttpRequestException bad)
        {
            httpContext.Response.StatusCode = bad.StatusCode;
            return await problems.TryWriteAsync(new() { HttpContext = httpContext, ProblemDetails = { Status = bad.StatusCode, Detail = RequestFaults.SentenceOf(bad) } });
        }

        Log.Unexpected(logger, exception);
        var message = $"The server failed to process the request; the reason is in its log, under trace {RequestTrace.IdOf(httpContext)}.";
        httpContext.Response.StatusCode = StatusCodes.Status500InternalServerError;
        if (PredictErrors.Has(httpContext.Features.Get<IExceptionHandlerFeature>()?.Endpoint))
        {
            await httpContext.Response.WriteAsJsonAsync(PredictException.Error(message), cancellationToken);
            return true;
        }
        return await problems.TryWriteAsync(new() { HttpContext = httpContext, ProblemDetails = { Status = StatusCodes.Status500InternalServerError, Detail = message } });
    }
}
