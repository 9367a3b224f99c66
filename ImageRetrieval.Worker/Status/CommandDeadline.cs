using System.Globalization;

namespace ImageRetrieval.Worker.Status;

/// <summary>
/// Commands may carry a time at which they expire. One that waited in a queue while this process was stopped is then not
/// executed after its sender has reported that it failed.
/// </summary>
internal sealed class CommandDeadline(TimeProvider clock) : IEndpointFilter
{
    /// <summary>Unix milliseconds.</summary>
    private const string Header = "X-Command-Expires";

    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (!context.HttpContext.Request.Headers.TryGetValue(Header, out var header))
            return next(context);
        if (!long.TryParse(header, NumberStyles.None, CultureInfo.InvariantCulture, out var expires))
            return Refuse(StatusCodes.Status400BadRequest, $"{Header} is not a time; it must be in Unix milliseconds.");
        var late = clock.GetUtcNow().ToUnixTimeMilliseconds() - expires;
        return late <= 0
            ? next(context)
            : Refuse(StatusCodes.Status408RequestTimeout, $"The command arrived {late} ms after it expired and was not executed. If it was just sent, the clocks of the two machines differ.");
    }

    private static ValueTask<object?> Refuse(int status, string detail) => ValueTask.FromResult<object?>(TypedResults.Problem(detail, statusCode: status));
}
