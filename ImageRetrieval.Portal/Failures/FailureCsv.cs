using System.Globalization;
using CsvHelper;
using ImageRetrieval.Portal.Api;
using static ImageRetrieval.Portal.Export.CsvText;

namespace ImageRetrieval.Portal.Failures;

/// <summary>Failures as CSV.</summary>
internal static class FailureCsv
{
    private static readonly string[] s_columns = ["list", "line", "id", "url", "host", "reason", "detail", "state", "lastTry", "nextTry"];

    public static string Write(IEnumerable<ApiFailure> failures)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var csv = CsvWriter.Create(text, null, leaveOpen: true))
        {
            WriteRecord(csv, s_columns);
            foreach (var failure in failures)
                WriteRecord(
                    csv, Harmless(failure.List), failure.Line.ToString(CultureInfo.InvariantCulture), Harmless(failure.Id), Harmless(failure.Url), Harmless(failure.Host), Harmless(failure.Reason),
                    Harmless(failure.Detail), Harmless(failure.State), Time(failure.LastTry), Time(failure.NextTry));
        }
        return text.ToString();
    }

    private static string Time(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "";
}
