using System.Text;
using System.Text.Json;
using ImageRetrieval.Worker.Catalog;

namespace ImageRetrieval.Worker.UrlList;

/// <summary>
/// Reads a JSON Lines list: an object a line, with <c>url</c> and, if there is one, <c>id</c>; the rest is metadata. A line
/// that is none is handed on with its reason.
/// </summary>
internal sealed class JsonLinesReader(string path) : IImageList
{
    private const int MaxLineCharacters = 1 << 20;

    private readonly string _name = System.IO.Path.GetFileName(path);

    public string Path => path;

    public ListFingerprint Fingerprint() => ListFile.Fingerprint(path);

    public IEnumerable<(ImageSource? Source, RejectedRow? Rejected)> Read()
    {
        using var file = new StreamReader(ListFile.Open(path), Encoding.UTF8);
        var text = new StringBuilder();
        for (var line = 1L; Next(file, text, line); line++)
        {
            if (text.Length > MaxLineCharacters)
                yield return Reject(line, $"The line has more than {MaxLineCharacters} characters.");
            else if (!IsBlank(text))
                yield return ReadRow(text.ToString(), line);
        }
    }

    private (ImageSource?, RejectedRow?) ReadRow(string text, long line)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            if (json.RootElement.ValueKind != JsonValueKind.Object)
                return Reject(line, "The line is no JSON object.");
            var (url, id) = ("", (string?)null);
            var metadata = new SortedDictionary<string, string>(StringComparer.Ordinal);
            foreach (var property in json.RootElement.EnumerateObject())
            {
                var value = Text(property.Value);
                if (property.Name.Equals("url", StringComparison.OrdinalIgnoreCase))
                    url = value.Trim();
                else if (property.Name.Equals("id", StringComparison.OrdinalIgnoreCase))
                    id = value.Trim();
                else if (value.Length > 0)
                    metadata[property.Name] = value;
            }
            return ListRow.Check(_name, line, url, id, metadata.Count == 0 ? ImageSource.NoMetadata : metadata);
        }
        catch (JsonException error)
        {
            return Reject(line, $"The line is no JSON: {error.Message}");
        }
    }

    // Numbers and nested values as they stand; null is an empty value.
    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Null => "",
        _ => value.GetRawText(),
    };

    private (ImageSource?, RejectedRow?) Reject(long line, string detail) => (null, new(line, "", "", FailureReason.InvalidRow, detail) { List = _name });

    /// <summary>The next line; of one that is too long only as much as shows that it is.</summary>
    private bool Next(StreamReader file, StringBuilder text, long line)
    {
        text.Clear();
        var any = false;
        try
        {
            while (file.Read() is var next and >= 0 and not '\n')
            {
                any = true;
                if (text.Length <= MaxLineCharacters)
                    text.Append((char)next);
            }
            return any || file.Peek() >= 0;
        }
        catch (Exception error) when (error is IOException or InvalidDataException)
        {
            throw new UrlListException($"The list '{path}' cannot be read further than its line {line}: {error.Message}", error);
        }
    }

    private static bool IsBlank(StringBuilder text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsWhiteSpace(text[i]))
                return false;
        }
        return true;
    }
}
