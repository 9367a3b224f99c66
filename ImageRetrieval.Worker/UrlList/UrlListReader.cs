using CsvHelper;
using ImageRetrieval.Worker.Catalog;

namespace ImageRetrieval.Worker.UrlList;

/// <summary>
/// Reads a CSV or TSV list row by row: columns are found by header name (<c>url</c>, and <c>id</c> if there is one), the
/// rest is metadata. A bad row is handed on with its reason; it never ends the reading.
/// </summary>
internal sealed class UrlListReader(string path) : IImageList
{
    // Behind an unclosed quote the whole rest of a file is one field: this ends it with an error that names the line.
    private const int MaxRecordBytes = 1 << 20;

    private readonly string _name = System.IO.Path.GetFileName(path);

    public string Path => path;

    public ListFingerprint Fingerprint() => ListFile.Fingerprint(path);

    public IEnumerable<(ImageSource? Source, RejectedRow? Rejected)> Read()
    {
        using var csv = Open();
        var columns = Columns.Find(csv.Headers, path);
        while (Next(csv))
            yield return ReadRow(csv, columns);
    }

    private CsvReader Open()
    {
        var file = ListFile.Open(path);
        try
        {
            return CsvReader.Create(file, new CsvReaderOptions
            {
                Separator = IsTsv ? '\t' : null,
                TrimWhitespace = true,
                TrackLineNumbers = true,
                MaxRecordSize = MaxRecordBytes,
                OnMalformedRecord = Refuse,
            }, false);
        }
        catch (Exception error) when (error is IOException or InvalidDataException)
        {
            file.Dispose();
            throw new UrlListException($"The list '{path}' cannot be read: {error.Message}", error);
        }
    }

    private bool IsTsv => path.EndsWith(".tsv", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".tsv.gz", StringComparison.OrdinalIgnoreCase);

    // Recovered quotes inside a row are harmless; an unclosed one would swallow every row behind it without a word.
    private void Refuse(CsvMalformedRecord record)
    {
        if (record.Reason == CsvMalformedReason.UnterminatedQuote)
            throw new UrlListException($"The list '{path}' has a quote that is opened in record {record.RecordNumber} (the header is 1) and never closed: close it, and the rows behind it can be read.");
    }

    private bool Next(CsvReader csv)
    {
        try
        {
            return csv.Read();
        }
        catch (Exception error) when (error is CsvFormatException or IOException or InvalidDataException)
        {
            throw new UrlListException($"The list '{path}' cannot be read further than its row {csv.RowNumber}: {error.Message}", error);
        }
    }

    private (ImageSource?, RejectedRow?) ReadRow(CsvReader csv, Columns columns)
    {
        var line = csv.LineNumber;
        string Field(int column) => column < csv.FieldCount ? csv.GetString(column).Trim() : "";
        var url = Field(columns.Url);
        var id = columns.Id < 0 ? null : Field(columns.Id);
        if (csv.FieldCount < columns.Required)
        {
            return (null, new(line, id ?? "", url, FailureReason.TooFewColumns,
                $"The row has {csv.FieldCount} columns; at least {columns.Required} are needed for '{string.Join("' and '", columns.RequiredNames)}'.") { List = _name });
        }
        return ListRow.Check(_name, line, url, id, Metadata(columns, Field));
    }

    private static IReadOnlyDictionary<string, string> Metadata(Columns columns, Func<int, string> field)
    {
        if (columns.Metadata.Count == 0)
            return ImageSource.NoMetadata;
        var metadata = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (index, name) in columns.Metadata)
        {
            if (field(index) is { Length: > 0 } value)
                metadata[name] = value;
        }
        return metadata;
    }

    private sealed record Columns(int Url, int Id, IReadOnlyList<(int Index, string Name)> Metadata)
    {
        internal int Required => Math.Max(Url, Id) + 1;

        internal IEnumerable<string> RequiredNames => Id < 0 ? ["url"] : ["url", "id"];

        internal static Columns Find(IReadOnlyList<string> headers, string path)
        {
            var names = headers.Select(header => header.Trim()).ToList();
            int Find(string name) => names.FindIndex(header => header.Equals(name, StringComparison.OrdinalIgnoreCase));
            var (url, id) = (Find("url"), Find("id"));
            if (url < 0)
                throw new UrlListException($"The list '{path}' has no column 'url': its first line is '{string.Join(',', names)}'; it must name the columns, for instance 'url,id'.");
            return new(url, id, [.. names.Select((name, index) => (index, name)).Where(c => c.index != url && c.index != id && c.name.Length > 0)]);
        }
    }
}
