using System.Runtime.InteropServices;

namespace ImageRetrieval.Vision.Embedding;

/// <summary>The properties of the processor that an optimised graph depends on: architecture, model and instruction sets.</summary>
internal static class ProcessorKind
{
    internal static string Current { get; } = $"{RuntimeInformation.ProcessArchitecture}|{Describe()}";

    private static string Describe()
    {
        const string linux = "/proc/cpuinfo";
        if (!OperatingSystem.IsLinux() || !File.Exists(linux))
            return Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? RuntimeInformation.OSDescription;

        // x86 has "model name" and "flags", Arm "CPU part" and "Features".
        string[] telling = ["model name", "flags", "CPU implementer", "CPU part", "Features"];
        return string.Join('|', File.ReadLines(linux).TakeWhile(line => line.Length > 0).Where(line => telling.Any(word => line.StartsWith(word, StringComparison.Ordinal))));
    }
}
