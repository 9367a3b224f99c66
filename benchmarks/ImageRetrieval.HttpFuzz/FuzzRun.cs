using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using ImageRetrieval.IndexBenchmark;

namespace ImageRetrieval.HttpFuzz;

/// <summary>Starts the services, sends the damage, and reports.</summary>
internal static class FuzzRun
{
    private const double LargestP99Milliseconds = 200;
    private const int WarmUps = 500;
    private const int MostShown = 20;

    internal static async Task<int> RunAsync(FuzzOptions options, TextWriter output)
    {
        var folder = Directory.CreateTempSubdirectory("imageretrieval-").FullName;
        try
        {
            await Collection.PublishAsync(folder);
            await using var api = await Service.StartAsync("ImageRetrieval.Api", "--data", folder, "--models", "builtin");
            await using var portal = options.Targets.Contains("portal")
                ? await Service.StartAsync("ImageRetrieval.Portal", string.Create(CultureInfo.InvariantCulture, $"--services:api:http:0=http://127.0.0.1:{api.Port}"))
                : null;
            var report = new StringBuilder();
            Say(report, $"# Damaged HTTP requests\n\n- {DateTime.UtcNow:yyyy-MM-dd}; processor: {Cpu.Name()}, {Environment.ProcessorCount} cores; {RuntimeInformation.FrameworkDescription}; seed {options.Seed}, {options.Clients} concurrent connections\n");
            Say(report, $"| service | requests | 2xx, 3xx | 4xx | 5xx | closed without an answer | lines of errors in the log | p50 ms | p99 ms | longest ms | goal: no 5xx but 501 and 505, calm log, p99 at most {LargestP99Milliseconds} ms |\n|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---|");
            var isGood = true;
            foreach (var target in options.Targets)
                isGood &= await RunAsync(target, target == "api" ? api : portal!, options, report, output);
            await output.WriteAsync(report.ToString());
            if (options.OutFile is { } file)
                await File.WriteAllTextAsync(file, report.ToString());
            return isGood ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<bool> RunAsync(string target, Service service, FuzzOptions options, StringBuilder report, TextWriter output)
    {
        var seeds = target == "api" ? ApiSeeds.All : PortalSeeds.All;
        var count = options.Count / options.Targets.Count;
        foreach (var seed in seeds)
        {
            if (options.Only is null)
                await output.WriteLineAsync($"{target} {seed.Line}: {string.Join(' ', (await Exchange.SendAsync(service.Port, seed.ToBytes(seed.Body, chunked: false))).Statuses)}");
        }
        // What is called often is compiled again: the first requests are not what a service is like.
        for (var i = 0; i < WarmUps && options.Only is null; i++)
            await Exchange.SendAsync(service.Port, RequestMutator.Damage(seeds, options.Seed + 1, i));

        var exchanges = new ConcurrentBag<Exchange>();
        var failures = new ConcurrentQueue<string>();
        var (first, end) = options.Only is { } only ? (only, only + 1) : (0, count);
        await Parallel.ForAsync(first, end, new ParallelOptions { MaxDegreeOfParallelism = options.Clients }, async (number, _) =>
        {
            var exchange = await Exchange.SendAsync(service.Port, RequestMutator.Damage(seeds, options.Seed, number));
            exchanges.Add(exchange);
            if (exchange.IsFailure || options.Only is not null)
                failures.Enqueue($"{target} --only {number}: {exchange.Text[..Math.Min(500, exchange.Text.Length)]}");
        });
        foreach (var line in failures.Concat(service.Errors).Take(MostShown))
            await output.WriteLineAsync(line);
        return Summarize(target, exchanges, service.Errors.Count(), report);
    }

    private static bool Summarize(string target, ConcurrentBag<Exchange> exchanges, int errors, StringBuilder report)
    {
        var milliseconds = exchanges.Select(exchange => exchange.Milliseconds).Order().ToArray();
        double At(double share) => milliseconds[Math.Max(0, (int)Math.Ceiling(share * milliseconds.Length) - 1)];
        int Of(int least, int most) => exchanges.Count(exchange => exchange.Statuses.Any(status => status >= least && status <= most));
        var failed = exchanges.Count(exchange => exchange.IsFailure);
        var isGood = failed == 0 && errors == 0 && At(0.99) <= LargestP99Milliseconds;
        Say(report, $"| {target} | {exchanges.Count} | {Of(200, 399)} | {Of(400, 499)} | {failed} | {exchanges.Count(exchange => exchange.Statuses.Count == 0)} | {errors} | {At(0.5):F1} | {At(0.99):F1} | {milliseconds[^1]:F0} | {(isGood ? "met" : "**missed**")} |");
        return isGood;
    }

    private static void Say(StringBuilder report, FormattableString line) => report.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
