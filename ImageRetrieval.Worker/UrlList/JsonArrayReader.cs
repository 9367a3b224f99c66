using System.Text;
using System.Text.Json;
using ImageRetrieval.Collection.Catalog;

namespace ImageRetrieval.Worker.UrlList;

/// <summary>Reads a JSON array of objects or of URLs, element by element. The element's number is used as the line.</summary>
internal sealed class JsonArrayReader(string path, ListReading? reading = null) : IImageList
{
    private readonly ListReading _reading = reading ?? ListReading.Usual;
    private readonly JsonRow _rows = new(path, reading ?? ListReading.Usual);

    public string Path => path;

    public ListFingerprint Fingerprint() => ListFile.Fingerprint(path, _reading);

    public IEnumerable<(ImageSource? Source, RejectedRow? Rejected)> Read()
    {
        var survey = ListSurvey.Of(path, _reading);
        if (!ListText.FirstLine(path, survey, 64).StartsWith('['))
        {
            // JSON Lines are often named .json as well.
            foreach (var row in new JsonLinesReader(path, _reading).Read())
                yield return row;
            yield break;
        }
        using var text = ListText.Open(path, survey);
        using var elements = Elements(text).GetEnumerator();
        for (var number = 1L; TryNext(elements, number); number++)
            yield return ReadRow(elements.Current, number, text.Form);
        text.RequireUnchanged();
    }

    private static IEnumerable<JsonElement> Elements(ListText text)
    {
        var form = text.Form.Encoding;
        var utf8 = Encoding.CreateTranscodingStream(text.Content, form, new UTF8Encoding(false), leaveOpen: true);
        return JsonSerializer.DeserializeAsyncEnumerable<JsonElement>(utf8).ToBlockingEnumerable();
    }

    private bool TryNext(IEnumerator<JsonElement> elements, long number)
    {
        try
        {
            return elements.MoveNext();
        }
        catch (Exception error) when (error is JsonException or IOException or InvalidDataException or DecoderFallbackException)
        {
            throw new UrlListException($"The list '{path}' is not a complete JSON array: it cannot be read beyond element {number} ({error.Message}). Write the list again; the rows read earlier are kept.", error);
        }
    }

    private (ImageSource?, RejectedRow?) ReadRow(JsonElement element, long number, TextForm form)
    {
        try
        {
            return _rows.Read(element, number, form);
        }
        catch (InvalidOperationException error)
        {
            return new ListRow(System.IO.Path.GetFileName(path)).Reject(number, FailureReason.InvalidRow, $"The element contains text that is not valid Unicode: {error.Message}");
        }
    }
}
