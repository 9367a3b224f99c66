using System.Text.Json;
using ImageRetrieval.Collection.Catalog;

namespace ImageRetrieval.Worker.UrlList;

/// <summary>Makes a source of a JSON value: an object whose names are columns, or a text that is the URL alone.</summary>
internal sealed class JsonRow(string path, ListReading reading)
{
    private readonly string _list = Path.GetFileName(path);

    internal (ImageSource?, RejectedRow?) Read(JsonElement json, long line, TextForm form)
    {
        var row = new ListRow(_list);
        if (form.HasUndecoded(json.GetRawText()))
            return row.Reject(line, FailureReason.UndecodedText, $"The row has bytes that are not text in {form.Encoding.WebName}, the encoding used for the list: set the right one with --list-encoding.");
        return json.ValueKind switch
        {
            JsonValueKind.String => row.Check(line, json.GetString()!.Trim(), null, ImageSource.NoMetadata),
            JsonValueKind.Object => ReadObject(json, line),
            _ => row.Reject(line, FailureReason.InvalidRow, $"The row is neither a JSON object nor a string, but {json.ValueKind.ToString().ToLowerInvariant()}."),
        };
    }

    private (ImageSource?, RejectedRow?) ReadObject(JsonElement json, long line)
    {
        var names = json.EnumerateObject().Select(property => property.Name).ToList();
        var (url, id) = Columns(names);
        var row = new ListRow(_list, url, id ?? "id");
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var property in json.EnumerateObject())
        {
            if (!values.TryAdd(KeyOf(property.Name, url, id), Text(property.Value)))
                return row.Reject(line, FailureReason.InvalidRow, $"The object has two values '{property.Name}', so the row is ambiguous.");
        }
        var (address, name) = (Take(values, url) ?? "", id is null ? null : Take(values, id));
        foreach (var empty in values.Where(value => value.Value.Length == 0).Select(value => value.Key).ToList())
            values.Remove(empty);
        return row.Check(line, address, name, values.Count == 0 ? ImageSource.NoMetadata : new SortedDictionary<string, string>(values, StringComparer.Ordinal));
    }

    private (string Url, string? Id) Columns(List<string> names)
    {
        string[] keys = [.. names.Select(FeedColumns.Key)];
        var feed = FeedColumns.Find(keys);
        var id = reading.IdColumn ?? (reading.UrlColumn is null ? feed?.Id : "id");
        return (reading.UrlColumn ?? feed?.Url ?? "url", id is not null && (reading.IdColumn is not null || keys.Contains(FeedColumns.Key(id))) ? id : null);
    }

    // The two columns are found in any spelling; the others stay as they are.
    private static string KeyOf(string name, string url, string? id) =>
        FeedColumns.Key(name) == FeedColumns.Key(url) ? url : id is not null && FeedColumns.Key(name) == FeedColumns.Key(id) ? id : name;

    private static string? Take(Dictionary<string, string> values, string name) => values.Remove(name, out var value) ? value.Trim() : "";

    // Numbers and nested values as they are; null is an empty value.
    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Null => "",
        _ => value.GetRawText(),
    };
}
