using System.Globalization;
using ImageRetrieval.Vision.Decoding;
using ImageRetrieval.Vision.Embedding;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ImageRetrieval.Api;

/// <summary>The one table from our typed errors to problem+json: bad input is a 4xx with its reason, for the log as well.</summary>
internal sealed class Refusals(ILogger<Refusals> logger) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (Exception error) when (Find(error) is { } refusal)
        {
            Log.Refused(logger, context.HttpContext.Request.Path, refusal.Status, refusal.Message, (error as ImageDecodeException)?.Detail);
            return ToResult(refusal, context.HttpContext.Response);
        }
    }

    /// <summary>What an error means to the client; null for an unexpected one.</summary>
    internal static RefusalException? Find(Exception error) => error switch
    {
        RefusalException refusal => refusal,
        ImageDecodeException { Error: ImageDecodeError.TooManyBytes } decode => new(StatusCodes.Status413PayloadTooLarge, decode.Message),
        ImageDecodeException decode => new(StatusCodes.Status400BadRequest, decode.Message) { Code = "not_an_image" },
        EmbeddingException embedding => RefusalException.BadRequest(embedding.Message),
        BadHttpRequestException bad => new(bad.StatusCode, RequestFaults.SentenceOf(bad)),
        _ => null,
    };

    private static ProblemHttpResult ToResult(RefusalException refusal, HttpResponse response)
    {
        if (refusal.RetryAfterSeconds is { } seconds)
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return TypedResults.Problem(refusal.Message, statusCode: refusal.Status, extensions: refusal.Code is { } code ? [new("code", code)] : null);
    }
}
