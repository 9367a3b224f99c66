using System.Text;
using ImageRetrieval.Collection.Catalog;

namespace ImageRetrieval.Worker.UrlList;

/// <summary>The lines of a list in sequence; a line that is too long is truncated.</summary>
internal sealed class ListLines(string path, ListText text)
{
    internal const int MostCharacters = 1 << 20;

    private readonly StringBuilder _line = new();

    /// <summary>1-based number of the present line.</summary>
    internal long Number { get; private set; }

    internal bool IsTooLong => _line.Length > MostCharacters;

    /// <summary>Whether this is the end of the list, with no line break after the line.</summary>
    internal bool IsLastAndOpen => !text.EndsLine && text.Reader.Peek() < 0;

    internal string Text => _line.ToString();

    /// <exception cref="UrlListException">The list cannot be read further.</exception>
    internal bool TryNext()
    {
        _line.Clear();
        Number++;
        try
        {
            if (text.Reader.Peek() < 0)
                return false;
            while (text.Reader.Read() is >= 0 and not '\n' and var next)
            {
                if (next == '\r')
                {
                    // The line break of old Macintoshes, or half of the usual one.
                    if (text.Reader.Peek() == '\n')
                        text.Reader.Read();
                    break;
                }
                if (!IsTooLong)
                    _line.Append((char)next);
            }
            return true;
        }
        catch (Exception error) when (error is IOException or InvalidDataException)
        {
            throw new UrlListException($"The list '{path}' cannot be read beyond line {Number}: {error.Message}", error);
        }
    }
}
