using System.Security.Cryptography;
using System.Text;
using CsvHelper;
using ImageRetrieval.Worker.Catalog;

namespace ImageRetrieval.Worker.UrlList;

/// <summary>
/// Reads a CSV list row by row: columns are found by header name (<c>url</c>, and <c>id</c> if there is one), the rest
/// is metadata. A bad row is handed on with its reason; it never ends the reading.
/// </summary>
internal sealed class UrlListReader(string path)
{
    private const int MaxIdLength = 256;

    // Behind an unclosed quote the whole rest of a file is one field: this ends it with an error that names the line.
    private const int MaxRecordBytes = 1 << 20;

    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    /// <summary>Rows in the order of the list; each is either a source or a rejected row.</summary>
    /// <exception cref="UrlListException">The file cannot be read, or its header has no column <c>url</c>.</exception>
    internal IEnumerable<(ImageSource? Source, RejectedRow? Rejected)> Read()
    {
        using var csv = Open();
        var columns = Columns.Find(csv.Headers, path);
        while (Next(csv))
            yield return ReadRow(csv, columns);
    }

    private CsvReader Open()
    {
        try
        {
            return CsvReader.FromFile(path, new CsvReaderOptions
            {
                TrimWhitespace = true,
                TrackLineNumbers = true,
                MaxRecordSize = MaxRecordBytes,
                OnMalformedRecord = Refuse,
            });
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UrlListException($"The list '{path}' cannot be opened: {error.Message}", error);
        }
    }

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
        catch (Exception error) when (error is CsvFormatException or IOException)
        {
            throw new UrlListException($"The list '{path}' cannot be read further than its row {csv.RowNumber}: {error.Message}", error);
        }
    }

    private (ImageSource?, RejectedRow?) ReadRow(CsvReader csv, Columns columns)
    {
        var line = csv.LineNumber;
        string Field(int column) => column < csv.FieldCount ? csv.GetString(column).Trim() : "";
        var url = Field(columns.Url);
        var id = columns.Id < 0 ? IdOf(url) : Field(columns.Id);

        RejectedRow Reject(FailureReason reason, string detail) => new(line, id, url, reason, detail);
        if (csv.FieldCount < columns.Required)
            return (null, Reject(FailureReason.TooFewColumns, $"The row has {csv.FieldCount} columns; at least {columns.Required} are needed for '{string.Join("' and '", columns.RequiredNames)}'."));
        if (url.Length == 0)
            return (null, Reject(FailureReason.MissingUrl, "The column 'url' is empty."));
        if (id.Length == 0)
            return (null, Reject(FailureReason.MissingId, "The column 'id' is empty."));
        if (id.Length > MaxIdLength || id.Any(char.IsControl))
            return (null, Reject(FailureReason.InvalidId, $"The id must be at most {MaxIdLength} characters and hold no control characters."));
        if (!_seen.Add(id))
            return (null, Reject(FailureReason.DuplicateId, $"The id '{id}' stands in an earlier row, which is kept."));

        var metadata = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (index, name) in columns.Metadata)
        {
            if (Field(index) is { Length: > 0 } value)
                metadata[name] = value;
        }
        return (new ImageSource(id, url, line, metadata), null);
    }

    // Without ids in the list, an image's id is made of its URL: stable whatever happens to the order of rows.
    private static string IdOf(string url) =>
        url.Length == 0 ? "" : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(url)))[..16];

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
