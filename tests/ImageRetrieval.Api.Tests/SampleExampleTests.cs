using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using ImageRetrieval.Fixtures;

namespace ImageRetrieval.Api.Tests;

/// <summary>On the sample collection, the examples of the documentation can be sent as they are.</summary>
public sealed class SampleExampleTests : IAsyncLifetime
{
    private const int Samples = 36;

    private readonly ApiServer _server = new();
    private HttpClient _client = null!;

    public async Task InitializeAsync()
    {
        var rows = File.ReadLines(Path.Combine(SharedData.RepositoryRoot, "samples", "image_urls.csv")).Skip(1).Take(Samples).Select(line => line.Split(',')).ToDictionary(row => row[1]);
        await _server.PublishAsync(
            rows.Select(row => (row.Key, Path.GetFileName(row.Value[0]), File.ReadAllBytes(Sample(new Uri(row.Value[0]).AbsolutePath[1..])))),
            columns: id => new Dictionary<string, string> { ["kind"] = rows[id][2], ["title"] = rows[id][3] });
        _client = _server.CreateClient();
        await ApiServer.WaitForReadyAsync(_client);
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Every_example_of_a_request_is_answered_as_documented()
    {
        using var document = JsonDocument.Parse(await _client.GetStringAsync("/openapi/v1.json"));
        var sent = 0;
        foreach (var path in document.RootElement.GetProperty("paths").EnumerateObject())
        {
            foreach (var method in path.Value.EnumerateObject())
            {
                foreach (var content in Bodies(method.Value))
                {
                    using var request = new HttpRequestMessage(new HttpMethod(method.Name.ToUpperInvariant()), Address(path.Name, method.Value)) { Content = content };
                    using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
                    var status = (int)response.StatusCode;
                    // No Worker runs here, which its commands report.
                    var isFine = response.IsSuccessStatusCode || (status == 503 && path.Name.StartsWith("/v1/ingest", StringComparison.Ordinal) && method.Value.GetProperty("responses").TryGetProperty("503", out _));
                    // The body of the stream of events has no end.
                    if (!isFine)
                        Assert.Fail($"{method.Name} {request.RequestUri}: {status} {await response.Content.ReadAsStringAsync()}");
                    sent++;
                }
            }
        }
        Assert.InRange(sent, 28, 60);
    }

    // As the page for trying out fills in the fields: with the examples, and with the defaults of the others.
    private static Uri Address(string path, JsonElement operation)
    {
        var query = new List<string>();
        foreach (var parameter in operation.TryGetProperty("parameters", out var all) ? all.EnumerateArray() : default)
        {
            var name = parameter.GetProperty("name").GetString()!;
            var value = parameter.TryGetProperty("example", out var example) ? example.ToString()
                : parameter.GetProperty("schema").TryGetProperty("default", out var byDefault) && byDefault.ValueKind != JsonValueKind.Null ? byDefault.ToString() : null;
            if (parameter.TryGetProperty("required", out var required) && required.GetBoolean())
                Assert.True(value is not null, $"{path}: {name} has no example");
            if (parameter.GetProperty("in").GetString() == "path")
                path = path.Replace($"{{{name}}}", value, StringComparison.Ordinal);
            else if (value is not null)
                query.Add($"{name}={Uri.EscapeDataString(value is "True" or "False" ? value.ToLowerInvariant() : value)}");
        }
        return new Uri(path + (query.Count == 0 ? "" : "?" + string.Join('&', query)), UriKind.Relative);
    }

    private static IEnumerable<HttpContent?> Bodies(JsonElement operation)
    {
        if (!operation.TryGetProperty("requestBody", out var body))
            return [null];
        if (body.GetProperty("content").TryGetProperty("application/json", out var json))
        {
            var examples = json.GetProperty("examples").EnumerateObject().ToList();
            Assert.NotEmpty(examples);
            return examples.Select(example => new StringContent(example.Value.GetProperty("value").GetRawText(), Encoding.UTF8, "application/json"));
        }
        // A form cannot contain an example of a file: a sample picture is chosen.
        Assert.True(body.GetProperty("content").TryGetProperty("multipart/form-data", out _));
        var file = new ByteArrayContent(File.ReadAllBytes(Sample("flower/flower-001.jpg")));
        file.Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
        return [new MultipartFormDataContent { { file, "file", "flower-001.jpg" } }];
    }

    private static string Sample(string picture) => Path.Combine(SharedData.RepositoryRoot, "samples", "pictures", picture);
}
