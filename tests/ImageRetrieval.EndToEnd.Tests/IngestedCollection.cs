using System.Net.Http.Json;
using System.Text.Json;

namespace ImageRetrieval.EndToEnd.Tests;

/// <summary>Waits for what a running system does with its list.</summary>
internal static class IngestedCollection
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(240);
    private static readonly HttpClient s_http = new();

    /// <summary>Waits until the Worker is done with its list, and returns what it reports.</summary>
    public static Task<ListReport> IngestedAsync(string folder, Func<string> explain, DateTimeOffset since = default) => Eventually.GetAsync(async () =>
    {
        var path = Path.Combine(folder, "data", "status.json");
        var report = File.Exists(path) ? JsonSerializer.Deserialize<ListReport>(await File.ReadAllBytesAsync(path), JsonSerializerOptions.Web) : null;
        return report?.State == "done" && report.Updated > since ? report : null;
    }, s_limit, explain);

    /// <summary>Waits until pictures can be searched with every model.</summary>
    public static Task SearchableAsync(Uri api, Func<string> explain) =>
        EveryModelAsync(api, model => model.GetProperty("state").GetString() == "ready", explain);

    /// <summary>Waits until the whole list can be searched with every model, which is up to a second after <see cref="IngestedAsync"/>.</summary>
    public static async Task<ListReport> WholeListSearchableAsync(Uri api, string folder, Func<string> explain)
    {
        var report = await IngestedAsync(folder, explain);
        await SearchableAsync(api, explain);
        await EveryModelAsync(api, model => model.GetProperty("images").GetInt64() == report.Indexed, explain);
        return report;
    }

    private static Task EveryModelAsync(Uri api, Func<JsonElement, bool> isSo, Func<string> explain) => Eventually.TrueAsync(async () =>
    {
        var models = await s_http.GetFromJsonAsync<JsonElement>(new Uri(api, "/v1/models"));
        return models.GetProperty("models").EnumerateArray().All(isSo);
    }, s_limit, explain);
}

/// <summary>What a test reads of the Worker's report.</summary>
internal sealed record ListReport(string State, DateTimeOffset Updated, long Total, long Indexed, long DownloadsThisRun, long EmbeddingsThisRun);
