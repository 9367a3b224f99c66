using CsvHelper;

namespace ImageRetrieval.Portal.Export;

/// <summary>What all CSV files of the Portal have in common.</summary>
internal static class CsvText
{
    private const string FormulaMarks = "=+-@\t\r";

    public static void WriteRecord(CsvWriter csv, params IEnumerable<string> fields)
    {
        foreach (var field in fields)
            csv.WriteField(field);
        csv.EndRecord();
    }

    /// <summary>The text; one that a spreadsheet would run as a formula gets an apostrophe in front.</summary>
    public static string Harmless(string? text) => text is { Length: > 0 } && FormulaMarks.Contains(text[0], StringComparison.Ordinal) ? "'" + text : text ?? "";
}
