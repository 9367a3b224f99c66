using CsvHelper;
using ImageRetrieval.Collection.Catalog;

namespace ImageRetrieval.Worker.UrlList;

/// <summary>
/// Reads a CSV or TSV list row by row: columns are found by header name, the rest is metadata. A bad row is rejected with
/// its reason; it never ends the reading.
/// </summary>
internal sealed class UrlListReader(string path, ListReading? reading = null) : IImageList
{
    // After an unclosed quote the whole rest of a file is one field: this ends it with an error that names the line.
    private const int MaxRecordBytes = 1 << 20;

    private readonly ListReading _reading = reading ?? ListReading.Usual;

    public string Path => path;

    public ListFingerprint Fingerprint() => ListFile.Fingerprint(path, _reading);

    public IEnumerable<(ImageSource? Source, RejectedRow? Rejected)> Read()
    {
        var survey = ListSurvey.Of(path, _reading);
        var firstLine = ListText.FirstLine(path, survey, BareUrls.MostCharacters);
        var isBare = BareUrls.IsOne(path, firstLine, _reading);
        using var text = ListText.Open(path, survey);
        var quotes = new CsvQuotes(path);
        using var csv = Open(text, quotes, !isBare, isBare ? ',' : CsvSeparator.Of(firstLine, _reading));
        var columns = isBare ? ListColumns.UrlAlone : ListColumns.Find(path, Headers(csv), _reading);
        Log.ListColumns(_reading.Logger, path, columns.UrlName, columns.Id < 0 ? "are derived from the URLs" : $"in '{columns.IdName}'");
        var rows = new CsvRows(path, text, columns, quotes);
        while (Next(csv))
            yield return rows.Read(csv);
        rows.RequireWholeEnd();
        text.RequireUnchanged();
    }

    private CsvReader Open(ListText text, CsvQuotes quotes, bool hasHeader, char? separator) => CsvReader.Create(
        text.Reader,
        new CsvReaderOptions
        {
            Separator = IsTsv ? '\t' : separator,
            HasHeader = hasHeader,
            TrimWhitespace = true,
            TrackLineNumbers = true,
            MaxRecordSize = MaxRecordBytes,
            OnMalformedRecord = quotes.Note,
        },
        true);

    private bool IsTsv => path.EndsWith(".tsv", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".tsv.gz", StringComparison.OrdinalIgnoreCase);

    private IReadOnlyList<string> Headers(CsvReader csv) => Try(() => csv.Headers, "its first line");

    private bool Next(CsvReader csv) => Try(csv.Read, $"its row {csv.RowNumber + 1}");

    private T Try<T>(Func<T> read, string where)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is CsvFormatException or IOException or InvalidDataException)
        {
            throw new UrlListException($"The list '{path}' cannot be read beyond {where}: {error.Message}", error);
        }
    }
}
