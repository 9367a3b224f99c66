namespace ImageRetrieval.Api.Safety;

/// <summary>
/// Refuses requests with too many or too large headers. The server's own limits end the connection while the client still sends,
/// and the client never learns why; so those are far higher, and this is the effective limit.
/// </summary>
internal sealed class HeaderSize : IMiddleware
{
    internal const int MostReadBytes = 1024 * 1024;
    internal const int MostRead = 10_000;
    private const int MostBytes = 32 * 1024;
    private const int Most = 100;

    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var (count, bytes) = (0, 0L);
        foreach (var (name, values) in context.Request.Headers)
        {
            count += values.Count;
            foreach (var value in values)
                bytes += name.Length + (value?.Length ?? 0);
        }
        if (count <= Most && bytes <= MostBytes)
            return next(context);
        context.Response.Headers.Connection = "close";
        return ProblemWriter.WriteAsync(context, StatusCodes.Status431RequestHeaderFieldsTooLarge, $"The request has {count} headers of {bytes} bytes; the limits are {Most} headers and {MostBytes} bytes.");
    }
}
