using System.Globalization;
using CsvHelper;
using static ImageRetrieval.Portal.Export.CsvText;

namespace ImageRetrieval.Portal.Export;

/// <summary>Pictures as CSV.</summary>
internal static class CsvExport
{
    private static readonly string[] s_columns = ["id", "score", "closerThan", "likeness", "name", "url", "width", "height", "copies"];

    internal static string Write(IReadOnlyList<ExportRow> rows)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        var further = rows.SelectMany(row => row.Metadata.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        using (var csv = CsvWriter.Create(text, null, leaveOpen: true))
        {
            WriteRecord(csv, s_columns.Concat(further.Select(Harmless)));
            foreach (var row in rows)
                WriteRecord(csv, Fields(row).Concat(further.Select(column => Harmless(row.Metadata.GetValueOrDefault(column)))));
        }
        return text.ToString();
    }

    private static IEnumerable<string> Fields(ExportRow row) =>
    [
        Harmless(row.Id), Number(row.Score), Number(row.CloserThan), row.Likeness ?? "", Harmless(row.Name), Harmless(row.Url), Number(row.Width), Number(row.Height),
        Harmless(string.Join(' ', row.Copies)),
    ];

    private static string Number(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "";
}
