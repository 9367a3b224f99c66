using CsvHelper;
using ImageRetrieval.Collection.Catalog;

namespace ImageRetrieval.Worker.UrlList;

/// <summary>What the parser found wrong with the quotes of a list.</summary>
internal sealed class CsvQuotes(string path)
{
    private long _broken = -1;

    /// <exception cref="UrlListException">A quote is never closed: every row after it would be lost.</exception>
    internal void Note(CsvMalformedRecord record)
    {
        if (record.Reason == CsvMalformedReason.UnterminatedQuote)
            throw new UrlListException($"The list '{path}' has a quote that is opened in record {record.RecordNumber} (the header is 1) and never closed: the list is truncated, or the quote must be closed. The rows read earlier are kept.");
        // A quote inside a field is text. Text after a closed one means that another quote is missing, and rows are joined.
        if (record.Reason == CsvMalformedReason.TextAfterClosingQuote)
            _broken = record.LineNumber;
    }

    /// <summary>Whether the record that begins on a line is broken by its quotes.</summary>
    internal bool IsBroken(long line) => _broken == line;
}
