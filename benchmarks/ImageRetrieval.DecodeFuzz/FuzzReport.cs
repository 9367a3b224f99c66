using System.Globalization;
using System.Text;
using ImageRetrieval.IndexBenchmark;

namespace ImageRetrieval.DecodeFuzz;

/// <summary>The run as Markdown.</summary>
internal static class FuzzReport
{
    private const double MiB = 1024 * 1024;
    private const int MaxListed = 30;

    internal const string Title = "# Damaged images\n\n";

    internal static string Write(FuzzOptions options, FuzzResult? result, IReadOnlyList<string> failures)
    {
        var text = new StringBuilder();
        Line(text, $"## {DateTime.UtcNow:yyyy-MM-dd}, {(options.Only is { } only ? $"image {only}" : $"{options.Count} damaged images")}, seed {options.Seed}");
        Line(text, $"");
        Line(text, $"- Processor: {Cpu.Name()}; {System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription}");
        Line(text, $"- Each through ReadInfo, Decode (shorter side 256, centre 224) and CreateThumbnail (256), with the default limits");
        if (AllocatorSettings() is { Length: > 0 } settings)
            Line(text, $"- C library's allocator set by the environment: {settings}");
        Line(text, $"- Verdict: {(failures.Count == 0 ? "passed" : $"**{failures.Count} failures**")}");
        if (result is not null)
            WriteResult(text, result);
        foreach (var failure in failures.Take(MaxListed))
            Line(text, $"- Failure: {failure.ReplaceLineEndings(" ")}");
        if (failures.Count > MaxListed)
            Line(text, $"- ... and {failures.Count - MaxListed} more");
        Line(text, $"");
        return text.ToString();
    }

    private static void WriteResult(StringBuilder text, FuzzResult result)
    {
        var slowest = result.Slowest;
        Line(text, $"- Slowest call: {slowest.WallSeconds:F3} s ({slowest.CpuSeconds:F3} s of CPU), {slowest.Call} of image {slowest.Number} ({slowest.Kind}); the limit is 2 s");
        Line(text, $"- Resident memory: after each tenth, garbage collected, MiB: {string.Join(", ", result.ResidentBytes.Select(bytes => (bytes / MiB).ToString("F0", CultureInfo.InvariantCulture)))}; the last is {result.Growth:F2} of the first (limit 1.10)");
        Line(text, $"- Of it the managed heap: {result.ManagedBytes / MiB:F1} MiB; the peak of resident memory during the run: {result.PeakBytes / MiB:F0} MiB");
        Line(text, $"- CPU: {result.CpuSeconds:F0} s in all");
        Line(text, $"");
        string[] columns = [.. result.Outcomes.Values.SelectMany(kind => kind.Keys).Distinct().Order(StringComparer.Ordinal)];
        Line(text, $"| kind | {string.Join(" | ", columns)} |");
        Line(text, $"|---|{string.Concat(columns.Select(_ => "---:|"))}");
        foreach (var (kind, outcomes) in result.Outcomes)
            Line(text, $"| {kind} | {string.Join(" | ", columns.Select(column => outcomes.GetValueOrDefault(column)))} |");
        Line(text, $"");
    }

    // What glibc keeps of freed memory depends on them: with a low threshold, growth that stays is a leak.
    private static string AllocatorSettings() =>
        string.Join(", ", Environment.GetEnvironmentVariables().Keys.Cast<string>()
            .Where(name => name.StartsWith("MALLOC_", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => $"{name}={Environment.GetEnvironmentVariable(name)}"));

    private static void Line(StringBuilder text, FormattableString line) =>
        text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
