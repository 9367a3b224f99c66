using System.Net.Http.Json;
using System.Text.Json;

namespace ImageRetrieval.EndToEnd.Tests.AppHost;

/// <summary>The traces that the dashboard has received, as its own HTTP API gives them.</summary>
internal sealed class DashboardTraces(HttpClient http, Uri dashboard, string key)
{
    // Exporters send every few seconds.
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    /// <summary>Waits for a trace with spans of all these names.</summary>
    public async Task HasTraceAsync(params string[] names)
    {
        var seen = "";
        await Eventually.TrueAsync(async () =>
        {
            var traces = (await SpansAsync()).GroupBy(span => span.Trace, span => span.Name).Select(trace => trace.ToHashSet()).ToList();
            seen = string.Join('\n', traces.Select(trace => string.Join(", ", trace)));
            return traces.Any(trace => trace.IsSupersetOf(names));
        }, s_limit, () => $"no trace with the spans {string.Join(", ", names)} has arrived, but these:\n{seen}");
    }

    public async Task<string[]> AllNamesAsync() => [.. (await SpansAsync()).Select(span => span.Name)];

    private async Task<(string Trace, string Name)[]> SpansAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(dashboard, "/api/telemetry/spans?limit=10000"));
        request.Headers.Add("X-API-Key", key);
        using var response = await http.SendAsync(request);
        response.EnsureSuccessStatusCode();
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        return [.. answer.GetProperty("data").GetProperty("resourceSpans").EnumerateArray()
            .SelectMany(resource => resource.GetProperty("scopeSpans").EnumerateArray())
            .SelectMany(scope => scope.GetProperty("spans").EnumerateArray())
            .Select(span => (span.GetProperty("traceId").GetString()!, span.GetProperty("name").GetString()!))];
    }
}
