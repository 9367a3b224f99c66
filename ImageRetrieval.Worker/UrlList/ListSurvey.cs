using System.Buffers;
using ImageRetrieval.Collection.Catalog;

namespace ImageRetrieval.Worker.UrlList;

/// <summary>
/// What a first reading of a list's bytes finds: whether the file is complete as far as its bytes show, and how they are read as
/// text. Nothing is read before that is known.
/// </summary>
/// <param name="Digest">Of the bytes of the file; a second reading must see the same.</param>
/// <param name="Form">How the content is read as text.</param>
/// <param name="EndsLine">Whether the content ends with a line break.</param>
internal sealed record ListSurvey(string Digest, TextForm Form, bool EndsLine)
{
    private const int BufferBytes = 1 << 16;

    // In UTF-8 and in both forms of UTF-16; and the bytes of a byte order mark.
    private static readonly SearchValues<byte> s_blank = SearchValues.Create(" \t\r\n\0\uFEFF"u8);

    /// <exception cref="UrlListException">The file cannot be read, is incomplete, is empty, or is not text.</exception>
    internal static ListSurvey Of(string path, ListReading reading)
    {
        try
        {
            var survey = Read(path, reading);
            Log.ListEncoding(reading.Logger, path, survey.Form.Encoding.WebName, survey.Form.Why);
            return survey;
        }
        catch (InvalidDataException error)
        {
            throw new UrlListException($"The list '{path}' is damaged: {error.Message}. Write it again; the rows read earlier are kept.", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UrlListException($"The list '{path}' cannot be read: {error.Message}", error);
        }
    }

    private static ListSurvey Read(string path, ListReading reading)
    {
        using var file = ListFile.Open(path);
        using var bytes = new DigestedStream(file);
        using var content = ListFile.Content(file, bytes);
        var (detector, buffer, last, any) = (new TextFormDetector(), new byte[BufferBytes], Array.Empty<byte>(), false);
        while (content.Read(buffer, 0, buffer.Length) is var read and > 0)
        {
            var piece = buffer.AsSpan(0, read);
            detector.Add(piece);
            any |= piece.ContainsAnyExcept(s_blank) && !IsMark(piece);
            last = [.. last, .. piece[Math.Max(0, read - 4)..]];
            last = last[Math.Max(0, last.Length - 4)..];
        }
        if (!any)
            throw new UrlListException($"The list '{path}' is empty. Write it again, or remove it from the sources; the rows read earlier are kept.");
        var form = detector.Decide(reading.Form);
        return new ListSurvey(bytes.Finish(), form, form.Encoding.GetString(last) is [.., '\n' or '\r']);
    }

    private static bool IsMark(ReadOnlySpan<byte> piece) => piece is [0xFE, 0xFF] or [0xFF, 0xFE] or [0xEF, 0xBB, 0xBF];
}
