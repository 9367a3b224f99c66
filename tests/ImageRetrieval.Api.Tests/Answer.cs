using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace ImageRetrieval.Api.Tests;

/// <summary>An answer of /predict.</summary>
internal sealed record Answer(HttpStatusCode Status, string? ContentType, HttpResponseHeaders Headers, JsonElement Json)
{
    public List<JsonElement> Hits(int count) => [.. Json.GetProperty($"top_{count}_similar_images").EnumerateArray()];

    public static async Task<Answer> PostAsync(HttpClient client, string path, byte[] image, string fileName, string? contentType, params (string Name, string Value)[] fields)
    {
        using var form = new MultipartFormDataContent();
        var file = new ByteArrayContent(image);
        if (contentType is not null)
            file.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        form.Add(file, "file", fileName);
        foreach (var (name, value) in fields)
            form.Add(new StringContent(value), name);
        using var response = await client.PostAsync(new Uri(path, UriKind.Relative), form);
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return new Answer(response.StatusCode, response.Content.Headers.ContentType?.ToString(), response.Headers, json.RootElement.Clone());
    }
}
