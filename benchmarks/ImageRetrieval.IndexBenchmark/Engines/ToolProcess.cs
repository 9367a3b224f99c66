using System.ComponentModel;
using System.Diagnostics;

namespace ImageRetrieval.IndexBenchmark.Engines;

/// <summary>Runs a program to its end.</summary>
internal static class ToolProcess
{
    /// <returns>Its exit code and what it wrote; null when there is no such program.</returns>
    public static (int ExitCode, string Output, string Errors)? Run(string file, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using Process process = Process.Start(start)!;
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output, errors.GetAwaiter().GetResult());
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    /// <summary>The first line of what <c>--version</c> says; null when there is no such program.</summary>
    public static string? Version(string file) => Run(file, "--version")?.Output.Split('\n')[0].Trim();
}
