using System.Globalization;
using System.Text;

namespace ImageRetrieval.IndexBenchmark.Report;

/// <summary>Markdown that grows line by line.</summary>
internal sealed class MarkdownReport
{
    private readonly StringBuilder _text = new();

    public string Text => _text.ToString();

    public void Line(FormattableString line) => _text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

    /// <summary>A heading with what is to be known before the figures.</summary>
    public void Section(string heading, FormattableString? remark = null)
    {
        Line($"");
        Line($"## {heading}");
        if (remark is null)
            return;
        Line($"");
        Line(remark);
    }

    /// <summary>The head of a table; columns of numbers end in a colon.</summary>
    public void Columns(params IReadOnlyList<string> columns)
    {
        Line($"");
        Line($"| {string.Join(" | ", columns.Select(column => column.TrimEnd(':')))} |");
        Line($"|{string.Concat(columns.Select(column => column.EndsWith(':') ? "---:|" : "---|"))}");
    }

    /// <summary>A row; what was not measured is null and shown as a dash.</summary>
    public void Row(params IReadOnlyList<string?> cells) => Line($"| {string.Join(" | ", cells.Select(cell => cell ?? "–"))} |");

    /// <summary>A number with so many decimals; null stays null.</summary>
    public static string? Number(double? value, int decimals = 0) => value?.ToString("F" + decimals, CultureInfo.InvariantCulture);
}
