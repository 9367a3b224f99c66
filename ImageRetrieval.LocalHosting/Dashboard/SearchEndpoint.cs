using System.Text.Json;
using ImageRetrieval.LocalHosting.Telemetry;
using ImageRetrieval.LocalHosting.Telemetry.Traces;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace ImageRetrieval.LocalHosting.Dashboard;

/// <summary>
/// The domain's own page: models and ingest as the search service reports them, and the slowest searches by their stages.
/// The stages are the spans of those names.
/// </summary>
internal static class SearchEndpoint
{
    private const int SlowestSearches = 20;
    private const string SearchSpan = "search";
    private const string RecallMetric = "search.recall";
    private static readonly string[] s_stages = ["decode", "inference", SearchSpan];
    private static readonly HttpClient s_http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, ActivityHeadersPropagator = null })
    {
        Timeout = TimeSpan.FromSeconds(3),
        MaxResponseContentBufferSize = 1024 * 1024,
    };

    public static void MapSearch(this IEndpointRouteBuilder app) => app.MapGet("/api/search", ShowAsync);

    private static async Task<Ok<SearchView>> ShowAsync(
        TelemetryStore telemetry, ResourceNotificationService states, DashboardOptions options, CancellationToken token)
    {
        var url = states.All.FirstOrDefault(resource => resource.Resource == options.SearchResource && resource.IsReady)?.Urls is [{ } first, ..] ? first.Url : null;
        var models = AskAsync(url, "/v1/models", token);
        var ingest = AskAsync(url, "/v1/ingest", token);
        var slowest = telemetry.Traces.Find(new TraceQuery(SpanName: SearchSpan, Order: TraceOrder.Slowest, Maximum: SlowestSearches));
        return TypedResults.Ok(new SearchView(
            options.SearchResource,
            url is not null,
            await models.ConfigureAwait(false),
            await ingest.ConfigureAwait(false),
            telemetry.Metrics.Means(RecallMetric, "model"),
            [.. slowest.Select(trace => new SlowSearch(TraceRow.Of(trace), Stages(telemetry, trace.Id)))]));
    }

    private static Dictionary<string, double> Stages(TelemetryStore telemetry, UInt128 id) =>
        (telemetry.Traces.Get(id)?.Spans ?? [])
            .Where(span => s_stages.Contains(span.Name))
            .GroupBy(span => span.Name)
            .ToDictionary(stage => stage.Key, stage => stage.Sum(span => TelemetryText.Milliseconds(span.Duration)));

    /// <returns>Null when there is no (good) answer: the page then shows what telemetry says.</returns>
    private static async Task<JsonElement?> AskAsync(string? url, string path, CancellationToken token)
    {
        if (url is null)
            return null;
        try
        {
            using var response = await s_http.GetAsync(new Uri(new Uri(url), path), token).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
                return null;
            using var json = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(token).ConfigureAwait(false));
            return json.RootElement.Clone();
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException || (exception is OperationCanceledException && !token.IsCancellationRequested))
        {
            return null;
        }
    }
}
