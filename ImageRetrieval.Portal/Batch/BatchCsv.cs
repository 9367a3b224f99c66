using System.Globalization;
using CsvHelper;
using ImageRetrieval.Portal.Api;
using static ImageRetrieval.Portal.Export.CsvText;

namespace ImageRetrieval.Portal.Batch;

/// <summary>The answers of a batch as CSV: one row per picture and neighbour, or one with the problem.</summary>
internal static class BatchCsv
{
    public const string Header = "picture,rank,id,name,url,score,closerThan,likeness,problem\r\n";

    /// <summary>The rows without the header: a script puts the rows of several requests into one file.</summary>
    public static string Rows(IReadOnlyList<BatchRow> rows)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var csv = CsvWriter.Create(text, null, leaveOpen: true))
        {
            foreach (var row in rows)
            {
                if (row.Problem is { } problem)
                    WriteRecord(csv, Harmless(row.Name), "", "", "", "", "", "", "", Harmless(problem));
                for (var i = 0; i < row.Hits.Count; i++)
                    WriteRecord(csv, Fields(row.Name, i + 1, row.Hits[i]));
            }
        }
        return text.ToString();
    }

    private static IEnumerable<string> Fields(string picture, int rank, ApiHit hit) =>
    [
        Harmless(picture), rank.ToString(CultureInfo.InvariantCulture), Harmless(hit.Id), Harmless(hit.Name), Harmless(hit.Url), Number(hit.Score), Number(hit.CloserThan), hit.Likeness ?? "", "",
    ];

    private static string Number(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "";
}
