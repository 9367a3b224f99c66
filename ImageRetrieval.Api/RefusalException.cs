namespace ImageRetrieval.Api;

/// <summary>A request that <c>/v1</c> rejects: its status, and a sentence for the client that names the thing, the limit and the remedy.</summary>
internal sealed class RefusalException(int status, string detail) : Exception(detail)
{
    internal int Status { get; } = status;

    /// <summary>Seconds after which asking again makes sense; null when it never does.</summary>
    internal int? RetryAfterSeconds { get; init; }

    /// <summary>Names the refusal for programs, where the status is not specific enough; null for most.</summary>
    internal string? Code { get; init; }

    internal static RefusalException BadRequest(string detail) => new(StatusCodes.Status400BadRequest, detail);

    internal static RefusalException NotFound(string detail) => new(StatusCodes.Status404NotFound, detail);

    internal static RefusalException Unavailable(string detail, int retryAfterSeconds) =>
        new(StatusCodes.Status503ServiceUnavailable, detail) { RetryAfterSeconds = retryAfterSeconds };
}
