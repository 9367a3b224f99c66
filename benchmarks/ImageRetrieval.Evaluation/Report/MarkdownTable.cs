using System.Globalization;
using System.Text;

namespace ImageRetrieval.Evaluation.Report;

/// <summary>A column of a Markdown table.</summary>
/// <param name="Title">Its head.</param>
/// <param name="Value">A row's cell; null leaves it empty.</param>
/// <param name="Right">Whether it is for numbers.</param>
internal sealed record Column<T>(string Title, Func<T, string?> Value, bool Right = true);

/// <summary>Rows as a Markdown table.</summary>
internal static class MarkdownTable
{
    /// <summary>Appends the table; a column without any value is left out.</summary>
    internal static StringBuilder AppendTable<T>(this StringBuilder text, IReadOnlyList<T> rows, IEnumerable<Column<T>> columns)
    {
        var shown = columns.Where(column => rows.Any(row => column.Value(row) is not null)).ToList();
        text.Append(Line(shown.Select(column => column.Title)));
        text.Append(Line(shown.Select(column => column.Right ? "---:" : "---")));
        foreach (var row in rows)
            text.Append(Line(shown.Select(column => column.Value(row) ?? "")));
        return text;
    }

    internal static string? Text(IFormattable? value, string? format = null) => value?.ToString(format, CultureInfo.InvariantCulture);

    /// <summary>A difference, with its sign.</summary>
    internal static string Signed(double value) => value.ToString("+0.0000;-0.0000;0.0000", CultureInfo.InvariantCulture);

    // A bar in a cell would begin another one.
    private static string Line(IEnumerable<string> cells) => $"| {string.Join(" | ", cells.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal)))} |\n";
}
