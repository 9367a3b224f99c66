using System.Buffers;
using CsvHelper;
using ImageRetrieval.Collection.Catalog;

namespace ImageRetrieval.Worker.UrlList;

/// <summary>Creates sources from the records of one list, or reports why a record is not one.</summary>
internal sealed class CsvRows(string path, ListText text, ListColumns columns, CsvQuotes quotes)
{
    private static readonly byte[] s_undecoded = [0xEF, 0xB7, 0x90];
    private static readonly SearchValues<byte> s_beyondAscii = SearchValues.Create([.. Enumerable.Range(0x80, 0x80).Select(value => (byte)value)]);

    private readonly ListRow _row = new(Path.GetFileName(path), columns.UrlName, columns.IdName);
    private int _narrow;
    private bool _lastIsNarrow;
    private long _line;

    internal (ImageSource?, RejectedRow?) Read(CsvReader csv)
    {
        _line = csv.LineNumber;
        var (width, expected) = (csv.FieldCount, columns.Names.Count);
        _lastIsNarrow = width < expected;
        _narrow += _lastIsNarrow ? 1 : 0;
        string Field(int column) => column >= 0 && column < width ? csv.GetString(column).Trim() : "";
        var (url, id) = (Field(columns.Url), columns.Id < 0 ? null : Field(columns.Id));
        (ImageSource?, RejectedRow?) Reject(FailureReason reason, string detail) => _row.Reject(_line, reason, detail, url, id ?? "");

        if (IsUndecoded(csv.RawRecord))
            return Reject(FailureReason.UndecodedText, $"The row has bytes that are not text in {text.Form.Encoding.WebName}, the encoding used for the list: set the right one with --list-encoding.");
        if (quotes.IsBroken(_line))
            return Reject(FailureReason.InvalidRow, "Text follows a closing quote: a quote is missing before or in this row, which may therefore contain further rows.");
        if (width > expected)
            return Reject(FailureReason.TooManyColumns, $"The row has {width} columns, the header has {expected}: put values that contain the separator in quotes.");
        if (width < columns.Required)
            return Reject(FailureReason.TooFewColumns, $"The row has {width} columns; at least {columns.Required} are needed for '{columns.UrlName}'{(columns.Id < 0 ? "" : $" and '{columns.IdName}'")}.");
        return _row.Check(_line, url, id, Metadata(Field));
    }

    /// <summary>Called after the last row.</summary>
    /// <exception cref="UrlListException">Only the last row has too few columns, and no line break ends it: the list is truncated there.</exception>
    internal void RequireWholeEnd()
    {
        if (!text.EndsLine && _lastIsNarrow && _narrow == 1)
            throw new UrlListException($"The list '{path}' is truncated in line {_line}, its last line, which has fewer columns than the header and no line break. Write the list again; the rows read earlier are kept.");
    }

    private IReadOnlyDictionary<string, string> Metadata(Func<int, string> field)
    {
        if (columns.Names.Count == columns.Required && columns.Required == (columns.Id < 0 ? 1 : 2))
            return ImageSource.NoMetadata;
        var metadata = new SortedDictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < columns.Names.Count; i++)
        {
            if (columns.IsMetadata(i) && field(i) is { Length: > 0 } value)
                metadata[columns.Names[i]] = value;
        }
        return metadata;
    }

    private bool IsUndecoded(ReadOnlySpan<byte> record) =>
        record.ContainsAny(s_beyondAscii) && (record.IndexOf(s_undecoded) >= 0 || (text.Form.Encoding.IsSingleByte && text.Form.HasUndecoded(System.Text.Encoding.UTF8.GetString(record))));
}
