using System.Diagnostics;
using System.Text.Json;

namespace ImageRetrieval.DecodeFuzz;

/// <summary>Watches a process of this program that decodes: a crash, a hang or a word on stderr would be lost in the process itself.</summary>
internal static class FuzzParent
{
    private const double MaxGrowth = 1.10;
    private static readonly TimeSpan s_hang = TimeSpan.FromSeconds(60);

    internal static async Task<int> RunAsync(FuzzOptions options, string[] arguments, TextWriter output)
    {
        var watched = await WatchAsync(arguments);
        List<string> failures = [.. watched.Failures, .. watched.Result?.Failures ?? []];
        failures.AddRange(watched.Errors.GroupBy(error => error.At).Select(lines => $"{lines.Key} or near it: {lines.Count()} lines on stderr, the first: {lines.First().Line}"));
        if (watched.Result is { } result && result.Growth > MaxGrowth)
            failures.Add(FormattableString.Invariant($"memory grew to {result.Growth:F2} of its value after the warm-up"));

        var report = FuzzReport.Write(options, watched.Result, failures);
        await output.WriteAsync(report);
        if (options.OutFile is { } file)
            await File.AppendAllTextAsync(file, (File.Exists(file) ? "" : FuzzReport.Title) + report);
        return failures.Count == 0 ? 0 : 1;
    }

    private sealed record Watched(FuzzResult? Result, IReadOnlyList<ErrorLine> Errors, IReadOnlyList<string> Failures);

    private sealed record ErrorLine(string At, string Line);

    private static async Task<Watched> WatchAsync(string[] arguments)
    {
        using var child = Start(arguments);
        List<string> failures = [];
        List<ErrorLine> errors = [];
        FuzzResult? result = null;
        var at = "before the first image";
        // The two pipes race: the image that a line came from is this one or one just before or after it.
        child.ErrorDataReceived += (_, line) =>
        {
            if (!string.IsNullOrWhiteSpace(line.Data))
                errors.Add(new(Volatile.Read(ref at), line.Data));
        };
        child.BeginErrorReadLine();
        try
        {
            while (await child.StandardOutput.ReadLineAsync().WaitAsync(s_hang) is { } line)
            {
                if (line.StartsWith("at ", StringComparison.Ordinal))
                    at = $"at image {line[3..]}";
                else if (line.StartsWith("result ", StringComparison.Ordinal))
                    result = JsonSerializer.Deserialize<FuzzResult>(line[7..]);
            }
            await child.WaitForExitAsync();
            if (child.ExitCode != 0 || result is null)
                failures.Add($"the process ended with exit code {child.ExitCode} {at}: repeat it with --only");
        }
        catch (TimeoutException)
        {
            child.Kill();
            failures.Add($"hung for more than {s_hang.TotalSeconds} s {at}: repeat it with --only");
        }
        await child.WaitForExitAsync();
        return new(result, errors, failures);
    }

    private static Process Start(string[] arguments)
    {
        var program = Environment.ProcessPath ?? throw new InvalidOperationException("This process does not know its own file.");
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        // Under `dotnet X.dll` the process is dotnet, which needs the assembly named again.
        if (Path.GetFileNameWithoutExtension(program) == "dotnet")
            start.ArgumentList.Add(typeof(FuzzParent).Assembly.Location);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        start.ArgumentList.Add(FuzzOptions.ChildSwitch);
        return Process.Start(start) ?? throw new InvalidOperationException("The decoding process could not be started.");
    }
}
