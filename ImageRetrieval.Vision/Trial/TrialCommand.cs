using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;

namespace ImageRetrieval.Vision.Trial;

/// <summary>The command that starts this program a second time.</summary>
/// <param name="File">The executable.</param>
/// <param name="Arguments">Its first arguments.</param>
internal sealed record TrialCommand(string File, params string[] Arguments)
{
    /// <summary>
    /// The program of an assembly: its own executable when this process runs it, otherwise <c>dotnet</c> with the assembly, which also
    /// works when another program (a test host) has loaded it. Null when neither can be started.
    /// </summary>
    internal static TrialCommand? Of(Assembly program)
    {
        var process = Environment.ProcessPath;
        var assembly = program.Location; // empty in a single file
        if (process is not null && (assembly.Length == 0 || IsExecutableOf(process, assembly)))
            return new(process);
        return assembly.Length > 0 && System.IO.File.Exists(Path.ChangeExtension(assembly, ".runtimeconfig.json")) && Dotnet(process) is { } dotnet
            ? new(dotnet, assembly)
            : null;
    }

    internal ProcessStartInfo ToStart()
    {
        var start = new ProcessStartInfo(File) { UseShellExecute = false, CreateNoWindow = true, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in Arguments)
            start.ArgumentList.Add(argument);
        start.ArgumentList.Add(TrialHost.Verb);
        // Profilers and extensions of the service are not loaded in its trial, and a crash leaves no dump.
        foreach (var variable in (string[])["DOTNET_STARTUP_HOOKS", "CORECLR_ENABLE_PROFILING", "DOTNET_DbgEnableMiniDump"])
            start.Environment.Remove(variable);
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        start.Environment["DOTNET_gcServer"] = "0";
        return start;
    }

    private static bool IsExecutableOf(string process, string assembly) =>
        Path.GetFullPath(process) == Path.Combine(Path.GetDirectoryName(assembly)!, Path.GetFileNameWithoutExtension(assembly) + (OperatingSystem.IsWindows() ? ".exe" : ""));

    // A program that runs under `dotnet` is that process; one with a host of its own has the runtime in dotnet's shared/NAME/VERSION.
    private static string? Dotnet(string? process)
    {
        var name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        string?[] places =
        [
            Path.GetFileName(process) == name ? process : null,
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH"),
            Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", name)),
        ];
        return Array.Find(places, place => place is not null && System.IO.File.Exists(place));
    }
}
