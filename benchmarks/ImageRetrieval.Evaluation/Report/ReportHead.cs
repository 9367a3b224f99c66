using System.Globalization;
using System.Text;
using ImageRetrieval.IndexBenchmark;

namespace ImageRetrieval.Evaluation.Report;

/// <summary>The title of a report, and below it what one must know to compare its figures.</summary>
internal static class ReportHead
{
    internal static StringBuilder Begin(string title, IEnumerable<string> notes)
    {
        var text = new StringBuilder().Append("# ").Append(title).Append("\n\n");
        text.Append(CultureInfo.InvariantCulture, $"- {DateTime.UtcNow:yyyy-MM-dd}; processor: {Cpu.Name()}, {Environment.ProcessorCount} cores; .NET {Environment.Version}\n");
        foreach (var note in notes)
            text.Append("- ").Append(note).Append('\n');
        return text.Append('\n');
    }
}
