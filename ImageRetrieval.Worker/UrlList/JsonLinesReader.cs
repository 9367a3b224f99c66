using System.Text.Json;
using ImageRetrieval.Collection.Catalog;

namespace ImageRetrieval.Worker.UrlList;

/// <summary>
/// Reads a JSON Lines list: an object a line, or a text that is a URL. Any other line is rejected with its reason, except
/// for a last one without a line break: there the list is truncated.
/// </summary>
internal sealed class JsonLinesReader(string path, ListReading? reading = null) : IImageList
{
    private readonly ListReading _reading = reading ?? ListReading.Usual;
    private readonly JsonRow _rows = new(path, reading ?? ListReading.Usual);

    public string Path => path;

    public ListFingerprint Fingerprint() => ListFile.Fingerprint(path, _reading);

    public IEnumerable<(ImageSource? Source, RejectedRow? Rejected)> Read()
    {
        using var text = ListText.Open(path, _reading);
        var lines = new ListLines(path, text);
        while (lines.TryNext())
        {
            if (!string.IsNullOrWhiteSpace(lines.Text))
                yield return ReadRow(lines, text.Form);
        }
        text.RequireUnchanged();
    }

    private (ImageSource?, RejectedRow?) ReadRow(ListLines lines, TextForm form)
    {
        var row = new ListRow(System.IO.Path.GetFileName(path));
        if (lines.IsTooLong)
            return row.Reject(lines.Number, FailureReason.InvalidRow, $"The line has more than {ListLines.MostCharacters} characters.");
        try
        {
            using var json = JsonDocument.Parse(lines.Text);
            return _rows.Read(json.RootElement, lines.Number, form);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // The second is the answer to a text with half a surrogate pair.
            if (lines.IsLastAndOpen)
                throw new UrlListException($"The list '{path}' is truncated in line {lines.Number}, its last line, which is not complete JSON and has no line break. Write the list again; the rows read earlier are kept.", error);
            return row.Reject(lines.Number, FailureReason.InvalidRow, $"The line is not JSON: {error.Message}");
        }
    }
}
