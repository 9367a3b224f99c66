using System.Diagnostics;
using System.Text.Json;
using ImageRetrieval.Worker.Tests;

namespace ImageRetrieval.IngestBenchmark;

/// <summary>A long list over a site that answers at once with one of 1,000 tiny pictures: memory, and a restart in the middle.</summary>
internal static class MillionPart
{
    private const double MiB = 1024 * 1024;
    private const double MemoryGoal = 600;
    private const double RestartGoal = 10;

    internal static async Task RunAsync(Workbench bench)
    {
        await using var site = await PictureSite.StartAsync("tiny");
        var rows = bench.Options.Rows;
        bench.WriteList(Enumerable.Range(0, rows).Select(i => $"{site.Url(i)},{i}"));
        var clock = Stopwatch.StartNew();
        await using (var first = Start(bench))
        {
            await UntilAsync(bench, first, status => Number(status, "indexed") >= rows / 2);
            var (now, most) = first.ResidentBytes;
            await first.KillAsync();
            bench.Report.Line($"- half of it: {clock.Elapsed.TotalSeconds:F0} s; memory {now / MiB:F0} MiB then");
            bench.Judge($"memory at most, until the kill: {most / MiB:F0} MiB (goal {MemoryGoal})", most / MiB <= MemoryGoal);
        }
        File.Delete(bench.PathOf("data/status.json"));
        clock.Restart();
        await using var second = Start(bench);
        await UntilAsync(bench, second, status => Text(status, "state") == "running" && Number(status, "downloadsThisRun") > 0);
        bench.Judge($"restart after the kill, until it downloads again: {clock.Elapsed.TotalSeconds:F1} s (goal {RestartGoal})", clock.Elapsed.TotalSeconds <= RestartGoal);
        await UntilAsync(bench, second, status => Text(status, "state") is "publishing" or "done");
        var (_, peak) = second.ResidentBytes;
        bench.Judge($"memory at most, until everything is embedded: {peak / MiB:F0} MiB (goal {MemoryGoal})", peak / MiB <= MemoryGoal);
        bench.Report.Line($"- the second half: {clock.Elapsed.TotalSeconds:F0} s");
        await UntilAsync(bench, second, status => Text(status, "state") is "done" or "failed");
        bench.Judge($"memory at most, with the snapshot: {second.ResidentBytes.Peak / MiB:F0} MiB (goal {MemoryGoal})", second.ResidentBytes.Peak / MiB <= MemoryGoal);
    }

    private static WorkerProcess Start(Workbench bench) => bench.Start("data", "--Ingest:HostConcurrency=32", "--Logging:LogLevel:Default=Warning");

    private static async Task UntilAsync(Workbench bench, WorkerProcess worker, Func<JsonElement, bool> holds)
    {
        while (bench.Status("data") is var status && (status.ValueKind == JsonValueKind.Undefined || !holds(status)))
        {
            if (worker.HasExited)
                throw new InvalidOperationException($"The Worker exited unexpectedly:\n{worker.Output}");
            await Task.Delay(100);
        }
    }

    private static long Number(JsonElement status, string name) => status.GetProperty(name).GetInt64();

    private static string? Text(JsonElement status, string name) => status.GetProperty(name).GetString();
}
