using System.Text;
using System.Text.Json;
using ImageRetrieval.VisionBenchmark;

namespace ImageRetrieval.ApiBenchmark;

/// <summary>
/// How long other clients wait while some repeatedly send the most expensive batch that is allowed: 64 exact searches for
/// 1,000 hits, each with its own new filter of 99 conditions with 1,000 values in all.
/// </summary>
internal static class FairnessPart
{
    private const int Batchers = 4;
    private const int Others = 2;
    private const int Searches = 64;
    private const int Hits = 1000;
    private const int Conditions = 99;
    private const int ValuesEach = 10;
    private const double LargestRatio = 3;

    private static readonly TimeSpan s_phase = TimeSpan.FromSeconds(20);

    private static int s_fresh;

    internal static async Task RunAsync(Workbench bench, ServiceProcess api, Report report)
    {
        using var clients = new Clients(api, bench);
        using var http = new HttpClient { BaseAddress = api.Address, Timeout = TimeSpan.FromMinutes(5) };
        await clients.WarmUpAsync(Others);

        report.Table(
            $"Other clients while {Batchers} send batches of {Searches} exact searches with fresh filters, {bench.Options.Images} images",
            "what the others ask", "alone p50 ms:", "alone p99 ms:", "beside p50 ms:", "beside p99 ms:", "p99 / p99:", "batches:", "goal");
        await CompareAsync("POST /predict with a picture", clients.AskAsync, http, report);
        await CompareAsync("POST /v1/search by an id", () => SearchAsync(http), http, report);
        report.Line($"");
        report.Line($"{Others} other clients ask again when they have their answer, for {s_phase.TotalSeconds} s each time. All clients share the machine's cores with the Api.");
    }

    private static async Task CompareAsync(string name, Func<Task> ask, HttpClient http, Report report)
    {
        for (var i = 0; i < Searches; i++)
            await ask();
        var alone = await OthersAsync(ask);

        using var stop = new CancellationTokenSource();
        var batches = Enumerable.Range(0, Batchers).Select(_ => BatchesAsync(http, stop.Token)).ToList();
        var beside = await OthersAsync(ask);
        await stop.CancelAsync();
        var sent = (await Task.WhenAll(batches)).Sum();

        var (before, after) = (Latencies.At(alone, 0.99), Latencies.At(beside, 0.99));
        report.Line($"| {name} | {Latencies.At(alone, 0.5):F1} | {before:F1} | {Latencies.At(beside, 0.5):F1} | {after:F1} | {after / before:F2} | {sent} | at most {LargestRatio}: {Report.Verdict(after / before, LargestRatio)} |");
    }

    private static async Task<double[]> OthersAsync(Func<Task> ask)
    {
        using var end = new CancellationTokenSource(s_phase);
        var all = await Task.WhenAll(Enumerable.Range(0, Others).Select(async _ =>
        {
            var milliseconds = new List<double>();
            while (!end.IsCancellationRequested)
                milliseconds.Add(await Latencies.MeasureAsync(ask));
            return milliseconds;
        }));
        return [.. all.SelectMany(milliseconds => milliseconds)];
    }

    private static async Task<int> BatchesAsync(HttpClient http, CancellationToken stop)
    {
        var sent = 0;
        try
        {
            while (true)
            {
                await PostAsync(http, "/v1/search/batch", Batch(), stop);
                sent++;
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return sent;
        }
    }

    private static Task SearchAsync(HttpClient http) => PostAsync(http, "/v1/search", """{"queries":[{"id":"1"}]}"""u8.ToArray(), CancellationToken.None);

    private static async Task PostAsync(HttpClient http, string path, byte[] body, CancellationToken token)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new("application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, token);
        response.EnsureSuccessStatusCode();
        // Read and dropped: 18 MB of answers are not these clients' to understand.
        await response.Content.CopyToAsync(Stream.Null, token);
    }

    private static byte[] Batch()
    {
        var searches = Enumerable.Range(0, Searches).Select(i => $$$"""{"k":{{{Hits}}},"exact":true,"dedupe":false,"queries":[{"id":"{{{i}}}"}],"filter":{{{Filter()}}}}""");
        return Encoding.UTF8.GetBytes($$"""{"searches":[{{string.Join(',', searches)}}]}""");
    }

    // Every image passes, so that every condition is asked of it and the answers are as long as they can be.
    private static string Filter()
    {
        var conditions = Enumerable.Range(0, Conditions - 2).Select(condition =>
        {
            var values = Enumerable.Range(0, ValuesEach).Select(value => $"{Interlocked.Increment(ref s_fresh)}-{condition}-{value}");
            return JsonSerializer.Serialize(new { field = "name", @in = values });
        });
        return $$$"""{"not":{"or":[{{{string.Join(',', conditions)}}}]}}""";
    }
}
