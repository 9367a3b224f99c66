namespace ImageRetrieval.Portal.Forms;

/// <summary>Answers forms that cannot be read with a status and one sentence instead of a page: no page of the Portal sends such a form.</summary>
internal static partial class RefusedForms
{
    internal static void UseRefusedForms(this WebApplication app) => app.Use(async (context, next) =>
    {
        try
        {
            await next(context);
        }
        catch (RefusedFormException e) when (!context.Response.HasStarted)
        {
            LogRefused(app.Logger, context.Request.Path, e.Status, e.InnerException?.Message ?? e.Message);
            context.Response.StatusCode = e.Status;
            // The rest of the body is not a new request: Kestrel would look for one after a truncated body and report an error.
            if (HttpProtocol.IsHttp11(context.Request.Protocol))
                context.Response.Headers.Connection = "close";
            await context.Response.WriteAsync(e.Message);
        }
    });

    [LoggerMessage(1, LogLevel.Information, "A form for {Path} was refused with {Status}: {Reason}")]
    private static partial void LogRefused(ILogger logger, PathString path, int status, string reason);
}
