using System.Diagnostics;
using System.Net.Http.Headers;
using System.Runtime.InteropServices;
using ImageRetrieval.Architectures;
using ImageRetrieval.VisionBenchmark;

namespace ImageRetrieval.ApiBenchmark;

/// <summary>The replaced stack, built again: every request loads the database and the network and compares image by image.</summary>
internal static class SeedPart
{
    internal static async Task RunAsync(Workbench bench, ServiceProcess api, Report report)
    {
        var vectors = Path.Combine(bench.Folder, "vectors.f32");
        await File.WriteAllBytesAsync(vectors, MemoryMarshal.AsBytes(bench.Vectors.AsSpan()).ToArray());
        var script = Path.Combine(AppContext.BaseDirectory, "python", "seed.py");
        using var seed = Process.Start(new ProcessStartInfo(bench.Options.Python, [script, bench.ModelFile, vectors, $"{ResNet50.Dimension}"]) { RedirectStandardOutput = true, RedirectStandardError = true })
            ?? throw new InvalidOperationException($"'{bench.Options.Python}' did not start.");
        try
        {
            var errors = seed.StandardError.ReadToEndAsync();
            if (await seed.StandardOutput.ReadLineAsync() is not { } hello || !hello.StartsWith("ready ", StringComparison.Ordinal))
            {
                report.Line($"");
                report.Line($"- The replaced stack was left out: {(await errors).Trim().Split('\n')[^1]}");
                return;
            }
            var words = hello.Split(' ', 3);
            await CompareAsync(bench, api, new Uri($"http://127.0.0.1:{words[1]}/predict/"), words[2], report);
        }
        finally
        {
            if (!seed.HasExited)
                seed.Kill();
        }
    }

    private static async Task CompareAsync(Workbench bench, ServiceProcess api, Uri address, string title, Report report)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromMinutes(10) };
        async Task AskAsync()
        {
            using var form = new MultipartFormDataContent();
            var file = new ByteArrayContent(bench.Picture);
            file.Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
            form.Add(file, "file", "query.jpg");
            using var response = await http.PostAsync(address, form);
            response.EnsureSuccessStatusCode();
            await response.Content.ReadAsByteArrayAsync();
        }

        var old = await MeasureAsync(AskAsync, bench.Options.SeedRequests, bench.Options.Clients);
        using var clients = new Clients(api, bench);
        await clients.WarmUpAsync(bench.Options.Clients);
        var ours = await MeasureAsync(clients.AskAsync, bench.Options.Requests, bench.Options.Clients);
        report.Table($"The replaced stack with {bench.Options.Images} images", "stack", "p50 ms, one client:", $"requests per second, {bench.Options.Clients} clients:");
        report.Line($"| {title} | {old.P50:F1} | {old.PerSecond:F3} |");
        report.Line($"| this Api | {ours.P50:F1} | {ours.PerSecond:F3} |");
        report.Line($"| ratio | {old.P50 / ours.P50:F1} x faster | {ours.PerSecond / old.PerSecond:F1} x as many |");
    }

    private static async Task<(double P50, double PerSecond)> MeasureAsync(Func<Task> request, int requests, int clients)
    {
        await request();
        var alone = new double[requests];
        for (var i = 0; i < requests; i++)
            alone[i] = await Latencies.MeasureAsync(request);
        var started = Stopwatch.GetTimestamp();
        await Parallel.ForAsync(0, requests, new ParallelOptions { MaxDegreeOfParallelism = clients }, async (_, _) => await request());
        return (Latencies.At(alone, 0.5), requests / Stopwatch.GetElapsedTime(started).TotalSeconds);
    }
}
