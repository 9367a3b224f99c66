namespace ImageRetrieval.EndToEnd.Tests.Browser;

/// <summary>Measures how quick the portal is, when somebody asks for it by naming a file for the table.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PortalTimesFactAttribute : FactAttribute
{
    private const string Variable = "IMAGERETRIEVAL_PORTAL_TIMES";

    public PortalTimesFactAttribute() =>
        Skip = File is null ? $"Times are measured on demand, on an idle machine: set {Variable} to the file for the table." : Chromium.Missing;

    /// <summary>Where the table goes; null: nobody asked for one.</summary>
    public static string? File => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } file ? Path.GetFullPath(file) : null;

    /// <summary>The machine, for the head of a table.</summary>
    public static string Machine
    {
        get
        {
            const string Linux = "/proc/cpuinfo";
            var line = System.IO.File.Exists(Linux) ? System.IO.File.ReadLines(Linux).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) : null;
            return $"{line?.Split(':')[1].Trim() ?? System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture.ToString()}, {Environment.ProcessorCount} cores";
        }
    }
}
