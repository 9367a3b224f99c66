using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using ImageRetrieval.LocalHosting.Lifecycle;
using ImageRetrieval.LocalHosting.Output;
using ImageRetrieval.LocalHosting.Processes;
using ImageRetrieval.LocalHosting.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace ImageRetrieval.LocalHosting.Dashboard;

/// <summary>
/// Everything that the page shows, live, in one stream: browsers allow six connections to a host, and each open tab
/// takes one. Events are "application" (once), "resources" (all of them, whenever one changed), "lines" (new console output),
/// "usage" (processor and memory of each process) and "telemetry" (how much has come: a page that shows it asks again).
/// </summary>
internal static class StreamEndpoint
{
    private const int LinesPerEvent = 2_000;
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_keepAlive = TimeSpan.FromSeconds(15);

    public static void MapStream(this IEndpointRouteBuilder app) => app.MapGet("/api/stream", Stream);

    private static ServerSentEventsResult<object> Stream(
        HttpContext context,
        DashboardTitle title,
        ResourceNotificationService states,
        ConsoleLogs logs,
        TelemetryStore telemetry,
        UsageWatch usage,
        IHostApplicationLifetime lifetime,
        string? console = null,
        bool lines = true,
        long after = 0)
    {
        // A browser that connects again says which event it saw last.
        if (long.TryParse(context.Request.Headers["Last-Event-ID"], out var seen))
            after = Math.Max(after, seen);
        return TypedResults.ServerSentEvents(EventsAsync(title, states, logs, telemetry, usage, console, lines, after, lifetime.ApplicationStopping, context.RequestAborted));
    }

    private static async IAsyncEnumerable<SseItem<object>> EventsAsync(
        DashboardTitle title,
        ResourceNotificationService states,
        ConsoleLogs logs,
        TelemetryStore telemetry,
        UsageWatch usage,
        string? console,
        bool withLines,
        long after,
        CancellationToken stopping,
        [EnumeratorCancellation] CancellationToken aborted)
    {
        yield return new SseItem<object>(title, "application");
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping, aborted);
        IReadOnlyList<ResourceSnapshot>? sent = null;
        TelemetryVersion? seen = null;
        IReadOnlyList<ProcessUsage>? used = null;
        while (!ending.IsCancellationRequested)
        {
            var changed = Task.WhenAny(states.Changed.Next, logs.Changed.Next, telemetry.Changed.Next, usage.Changed.Next);
            var current = states.All;
            if (sent is null || !current.SequenceEqual(sent))
            {
                sent = current;
                yield return new SseItem<object>(current.Select(ResourceView.Of).ToArray(), "resources");
            }

            IReadOnlyList<LogLine> lines = withLines ? logs.Read(string.IsNullOrEmpty(console) ? null : console, after, LinesPerEvent) : [];
            if (lines.Count > 0)
            {
                after = lines[^1].Sequence;
                yield return new SseItem<object>(lines, "lines") { EventId = after.ToString(System.Globalization.CultureInfo.InvariantCulture) };
            }

            if (telemetry.Version != seen)
                yield return new SseItem<object>(seen = telemetry.Version, "telemetry");
            if (!ReferenceEquals(usage.Current, used))
                yield return new SseItem<object>(used = usage.Current, "usage");

            var wake = await Task.WhenAny(changed, Task.Delay(s_keepAlive, ending.Token)).ConfigureAwait(false);
            if (wake != changed)
                yield return new SseItem<object>("", "alive");
            else
                await Task.Delay(s_pause, ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
