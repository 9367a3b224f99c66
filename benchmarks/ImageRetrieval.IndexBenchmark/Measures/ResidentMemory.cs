using System.Globalization;

namespace ImageRetrieval.IndexBenchmark.Measures;

/// <summary>What a process keeps in memory, in kilobytes, as Linux counts it.</summary>
/// <param name="Total">All of it (VmRSS).</param>
/// <param name="Anonymous">The heap and the like (RssAnon).</param>
/// <param name="File">Pages of mapped files, which the system may drop and read again (RssFile).</param>
internal sealed record ResidentMemory(long Total, long Anonymous, long File)
{
    /// <summary>This process's.</summary>
    public static ResidentMemory Now() => Parse(System.IO.File.ReadAllLines("/proc/self/status"));

    /// <summary>From the lines of /proc/PID/status.</summary>
    /// <exception cref="FormatException">A line is missing.</exception>
    public static ResidentMemory Parse(IReadOnlyList<string> status) =>
        new(Field(status, "VmRSS"), Field(status, "RssAnon"), Field(status, "RssFile"));

    private static long Field(IReadOnlyList<string> status, string name)
    {
        string line = status.FirstOrDefault(l => l.StartsWith(name + ":", StringComparison.Ordinal))
            ?? throw new FormatException($"The status of the process has no {name}: memory is measured on Linux.");
        return long.Parse(line[(name.Length + 1)..].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture);
    }
}
