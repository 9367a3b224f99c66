using System.Globalization;
using System.Text;

namespace ImageRetrieval.VisionBenchmark;

/// <summary>Markdown that grows line by line.</summary>
internal sealed class Report
{
    private readonly StringBuilder _text = new();

    internal string Text => _text.ToString();

    internal void Line(FormattableString line) => _text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

    /// <summary>A heading, and the head of the table under it; columns of numbers end in a colon.</summary>
    internal void Table(string heading, params string[] columns)
    {
        Line($"");
        Line($"## {heading}");
        Line($"");
        Line($"| {string.Join(" | ", columns.Select(column => column.TrimEnd(':')))} |");
        Line($"|{string.Concat(columns.Select(column => column.EndsWith(':') ? "---:|" : "---|"))}");
    }

    /// <summary>How a figure compares with its goal.</summary>
    internal static string Verdict(double figure, double goal) => figure <= goal ? "met" : "**missed**";
}
