using ImageRetrieval.Collection.Catalog;
using ImageRetrieval.Worker.Download;

namespace ImageRetrieval.Worker.UrlList;

/// <summary>
/// Reads a text file of URLs, one a line. Blank lines, and those that begin with #, are skipped. A text file that begins
/// with names of columns is read as CSV: feeds often have such names.
/// </summary>
internal sealed class PlainListReader(string path, ListReading? reading = null) : IImageList
{
    private readonly ListReading _reading = reading ?? ListReading.Usual;
    private readonly ListRow _row = new(System.IO.Path.GetFileName(path));

    public string Path => path;

    public ListFingerprint Fingerprint() => ListFile.Fingerprint(path, _reading);

    public IEnumerable<(ImageSource? Source, RejectedRow? Rejected)> Read()
    {
        var survey = ListSurvey.Of(path, _reading);
        var first = ListText.FirstLine(path, survey, BareUrls.MostCharacters);
        return BareUrls.IsUrl(first) || first.StartsWith('#') ? ReadLines(survey) : new UrlListReader(path, _reading).Read();
    }

    private IEnumerable<(ImageSource? Source, RejectedRow? Rejected)> ReadLines(ListSurvey survey)
    {
        using var text = ListText.Open(path, survey);
        var lines = new ListLines(path, text);
        while (lines.TryNext())
        {
            var line = lines.Text.Trim();
            if (line.Length > 0 && line[0] != '#')
                yield return ReadRow(lines, Unquoted(line), text.Form);
        }
        text.RequireUnchanged();
    }

    private (ImageSource?, RejectedRow?) ReadRow(ListLines lines, string line, TextForm form)
    {
        if (lines.IsTooLong)
            return _row.Reject(lines.Number, FailureReason.InvalidRow, $"The line has more than {ListLines.MostCharacters} characters.");
        if (form.HasUndecoded(line))
            return _row.Reject(lines.Number, FailureReason.UndecodedText, $"The line has bytes that are not text in {form.Encoding.WebName}, the encoding used for the list: set the right one with --list-encoding.", line);
        if (!line.Contains(':', StringComparison.Ordinal) && !FileUrl.Is(line))
            return _row.Reject(lines.Number, FailureReason.InvalidRow, "The line is not a URL: a .txt list has one URL per line and nothing else.", line);
        return _row.Check(lines.Number, line, null, ImageSource.NoMetadata);
    }

    private static string Unquoted(string line) => line is ['"', .., '"'] ? line[1..^1] : line;
}
