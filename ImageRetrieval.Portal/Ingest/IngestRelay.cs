using ImageRetrieval.Portal.Api;
using ImageRetrieval.Portal.Forms;
using ImageRetrieval.Portal.Search;
using ImageRetrieval.Portal.Security;
using ImageRetrieval.ServiceDefaults;

namespace ImageRetrieval.Portal.Ingest;

/// <summary><c>/ingest/stream</c> forwards the Worker's progress to pages; <c>POST /ingest/…</c> forwards their commands to the Worker.</summary>
internal static class IngestRelay
{
    internal static void MapIngest(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/ingest/stream", StreamAsync).ExcludeFromTraces();
        routes.MapPost("/ingest/retry", (HttpContext context, ApiClient api, Roles roles) => CommandAsync(context, api, roles, "retry")).DisableAntiforgery();
        routes.MapPost("/ingest/pause", (HttpContext context, ApiClient api, Roles roles) => CommandAsync(context, api, roles, "pause")).DisableAntiforgery();
        routes.MapPost("/ingest/resume", (HttpContext context, ApiClient api, Roles roles) => CommandAsync(context, api, roles, "resume")).DisableAntiforgery();
    }

    /// <summary>The Api's server-sent events, forwarded as they arrive. When the stream is missing, browsers reconnect by themselves.</summary>
    private static async Task StreamAsync(HttpContext context, ApiClient api, Roles roles, IHostApplicationLifetime lifetime)
    {
        // A page that is left open must not delay the shutdown of the service.
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        var token = end.Token;
        try
        {
            using var source = await api.OpenIngestStreamAsync(token);
            if (!source.IsSuccessStatusCode)
            {
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                return;
            }
            context.Response.ContentType = "text/event-stream";
            context.Response.Headers.CacheControl = "no-store";
            await using var stream = await source.Content.ReadAsStreamAsync(token);
            await (roles.IsOperator(context) ? CopyAsync(stream, context.Response, token) : CopyNamesAsync(stream, context.Response, token));
        }
        catch (Exception e) when (e is ApiException or IOException or HttpRequestException && !context.Response.HasStarted)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or HttpRequestException)
        {
            // The page was closed, or the Api stopped: the browser reconnects.
            context.Abort();
        }
    }

    private static async Task CopyAsync(Stream from, HttpResponse to, CancellationToken token)
    {
        var buffer = new byte[16 * 1024];
        for (int read; (read = await from.ReadAsync(buffer, token)) > 0;)
        {
            await to.Body.WriteAsync(buffer.AsMemory(0, read), token);
            await to.Body.FlushAsync(token);
        }
    }

    // What the Worker reports has paths and hosts: visitors only get to know that something has changed.
    private static async Task CopyNamesAsync(Stream from, HttpResponse to, CancellationToken token)
    {
        using var reader = new StreamReader(from);
        while (await reader.ReadLineAsync(token) is { } line)
        {
            await to.WriteAsync(line.StartsWith("data:", StringComparison.Ordinal) ? "data: {}\n" : line + "\n", token);
            if (line.Length == 0)
                await to.Body.FlushAsync(token);
        }
    }

    private static async Task<IResult> CommandAsync(HttpContext context, ApiClient api, Roles roles, string command)
    {
        if (!roles.IsOperator(context))
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        var form = await PostedForm.ReadAsync(context.Request);
        var address = new PageAddress(command);
        if (command == "retry")
            address.Add("reason", form["reason"].ToString()).Add("host", form["host"].ToString());
        var said = await ApiAttempt.Of(async () =>
        {
            await api.CommandAsync(address.ToString(), context.RequestAborted);
            return command;
        });
        context.Response.Headers.Location = said.Problem is null ? $"/ingest?said={command}" : "/ingest?said=failed";
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }
}
