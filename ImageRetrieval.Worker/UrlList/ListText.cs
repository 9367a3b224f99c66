using ImageRetrieval.Collection.Catalog;

namespace ImageRetrieval.Worker.UrlList;

/// <summary>A list as text, read a second time after its survey.</summary>
internal sealed class ListText : IDisposable
{
    private const int BufferCharacters = 1 << 14;

    private readonly string _path;
    private readonly ListSurvey _survey;
    private readonly DigestedStream _bytes;

    private ListText(string path, ListSurvey survey)
    {
        (_path, _survey) = (path, survey);
        var file = ListFile.Open(path);
        _bytes = new DigestedStream(file);
        Content = ListFile.Content(file, _bytes);
        Reader = new StreamReader(Content, survey.Form.Encoding, detectEncodingFromByteOrderMarks: false, BufferCharacters);
    }

    internal TextForm Form => _survey.Form;

    /// <summary>Whether a line break ends the last line.</summary>
    internal bool EndsLine => _survey.EndsLine;

    internal StreamReader Reader { get; }

    /// <summary>The bytes behind <see cref="Reader"/>, unpacked, for those who read them instead.</summary>
    internal Stream Content { get; }

    /// <exception cref="UrlListException">The list cannot be read or is incomplete.</exception>
    internal static ListText Open(string path, ListReading reading) => new(path, ListSurvey.Of(path, reading));

    /// <summary>The first line that is not blank, truncated to a number of characters; reading then starts over.</summary>
    internal static string FirstLine(string path, ListSurvey survey, int most)
    {
        using var text = new ListText(path, survey);
        var line = new char[most];
        while (text.Reader.Peek() >= 0)
        {
            var length = 0;
            while (length < most && text.Reader.Read() is >= 0 and not '\n' and not '\r' and var next)
                line[length++] = (char)next;
            if (!string.IsNullOrWhiteSpace(new string(line, 0, length)))
                return new string(line, 0, length).Trim();
        }
        return "";
    }

    internal static ListText Open(string path, ListSurvey survey) => new(path, survey);

    /// <summary>Called when every row has been read.</summary>
    /// <exception cref="UrlListException">The file is not the one that was surveyed.</exception>
    internal void RequireUnchanged()
    {
        if (_bytes.Finish() != _survey.Digest)
            throw new UrlListException($"The list '{_path}' was changed while it was being read. The rows read earlier are kept; the list is read again when it is no longer changing.");
    }

    public void Dispose()
    {
        Reader.Dispose();
        _bytes.Dispose();
    }
}
