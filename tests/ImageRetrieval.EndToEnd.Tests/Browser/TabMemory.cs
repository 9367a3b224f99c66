using System.Globalization;

namespace ImageRetrieval.EndToEnd.Tests.Browser;

/// <summary>What a tab needs of the machine's memory.</summary>
internal static class TabMemory
{
    /// <summary>Megabytes resident in the largest renderer, which is that of the tab with a page.</summary>
    internal static async Task<double> ResidentAsync(Chromium chromium)
    {
        var processes = (await chromium.ProcessesAsync()).GetProperty("processInfo").EnumerateArray().Where(process => process.GetProperty("type").GetString() == "renderer");
        return processes.Max(process => Resident(process.GetProperty("id").GetInt32()));
    }

    // 0 where the system does not tell it like this.
    private static double Resident(int process)
    {
        var status = $"/proc/{process}/status";
        var line = File.Exists(status) ? File.ReadLines(status).FirstOrDefault(line => line.StartsWith("VmRSS:", StringComparison.Ordinal)) : null;
        return line is null ? 0 : double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) / 1e3;
    }
}
