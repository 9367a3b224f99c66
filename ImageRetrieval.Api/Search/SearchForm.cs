using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ImageRetrieval.ServiceDefaults.Text;

namespace ImageRetrieval.Api.Search;

/// <summary>
/// A multipart search: files, and the fields of the JSON document under their names, or the whole document in the field
/// <c>request</c>. A file that no query names is a separate query.
/// </summary>
internal static class SearchForm
{
    private const string Whole = "request";

    private static readonly string[] s_texts = ["model", "ranking", "group"];
    private static readonly string[] s_values = ["k", "minScore", "minCloserThan", "filter", "dedupe", "efSearch", "exact", "queries"];
    private static readonly string[] s_known = [.. s_texts, .. s_values, "crop", Whole];

    internal static async Task<Uploaded<SearchRequest>> ReadAsync(HttpRequest http, CancellationToken token)
    {
        var form = await BodyReader.FormAsync(http, token);
        var files = await BodyReader.FilesAsync(form, token);
        var request = ReadFields(form);
        var named = request.Queries.Select(query => query?.Upload).ToHashSet();
        var crop = Text(form, "crop") is { } text ? CropOf(text) : null;
        var further = files.Where(file => !named.Contains(file.Name)).Select(file => new QueryPart { Upload = file.Name, Crop = crop });
        return new(request with { Queries = [.. request.Queries, .. further] }, files.ToDictionary(file => file.Name, file => file.Bytes, StringComparer.Ordinal));
    }

    /// <summary>A batch as a form: each file is a separate search, with the settings of the fields.</summary>
    internal static async Task<Uploaded<IReadOnlyList<SearchRequest>>> ReadBatchAsync(HttpRequest http, CancellationToken token)
    {
        var form = await BodyReader.FormAsync(http, token);
        var files = await BodyReader.FilesAsync(form, token);
        var shared = ReadFields(form);
        if (shared.Queries.Count > 0)
            throw RefusalException.BadRequest("A batch as a form accepts files and settings; send queries as JSON.");
        var crop = Text(form, "crop") is { } text ? CropOf(text) : null;
        return new(
            [.. files.Select(file => shared with { Queries = [new QueryPart { Upload = file.Name, Crop = crop }] })],
            files.ToDictionary(file => file.Name, file => file.Bytes, StringComparer.Ordinal));
    }

    /// <summary>The settings in the form's fields, with the queries that they name.</summary>
    private static SearchRequest ReadFields(IFormCollection form)
    {
        if (form.Keys.FirstOrDefault(key => !s_known.Contains(key)) is { } unknown)
            throw BodyReader.UnknownField(unknown, s_known);
        if (Text(form, Whole) is { } document)
            return form.Keys.All(key => key is Whole or "crop") ? Deserialize(document) : throw RefusalException.BadRequest($"The field '{Whole}' is the whole request: put the other fields in it.");

        var json = new JsonObject();
        foreach (var key in s_texts)
        {
            if (Text(form, key) is { } text)
                json[key] = text;
        }
        foreach (var key in s_values)
        {
            if (Text(form, key) is { } text)
                json[key] = Parse(key, text);
        }
        return Deserialize(json.ToJsonString());
    }

    /// <summary>A box as <c>x,y,width,height</c>.</summary>
    private static Vision.Decoding.CropBox CropOf(string text)
    {
        var numbers = text.Split(',').Select(part => double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN).ToArray();
        return numbers.Length == 4
            ? new(numbers[0], numbers[1], numbers[2], numbers[3])
            : throw RefusalException.BadRequest("crop must be x,y,width,height as fractions of the image's sides: 0.25,0.25,0.5,0.5 is its centre.");
    }

    private static string? Text(IFormCollection form, string key) => form.TryGetValue(key, out var values) && values.ToString().Trim() is { Length: > 0 } text ? text : null;

    private static JsonNode? Parse(string key, string text)
    {
        try
        {
            return JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { MaxDepth = ApiJson.MaxDepth, AllowDuplicateProperties = false });
        }
        catch (JsonException)
        {
            throw RefusalException.BadRequest($"The field {key} is '{Shortened.To(text, 50)}', which is not a JSON value: send a number, true or false, or, for filter and queries, a document.");
        }
    }

    private static SearchRequest Deserialize(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<SearchRequest>(json, ApiJson.Strict) ?? throw RefusalException.BadRequest("The JSON is null.");
        }
        catch (JsonException error)
        {
            throw ApiJson.Refuse(error);
        }
    }
}
