using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ImageRetrieval.Api.Tests;

public sealed partial class DocumentationTests(V1Fixture fixture) : IClassFixture<V1Fixture>
{
    private readonly HttpClient _client = fixture.Client;

    [Fact]
    public async Task Every_route_is_described_with_an_example_and_its_problems()
    {
        using var json = JsonDocument.Parse(await _client.GetStringAsync("/openapi/v1.json"));
        var operations = json.RootElement.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Select(method => (Name: $"{method.Name} {path.Name}", method.Value))).ToList();
        Assert.Equal(31, operations.Count);
        Assert.Equal(31, operations.DistinctBy(operation => operation.Value.GetProperty("summary").GetString()).Count());
        foreach (var (name, operation) in operations)
        {
            // A few words for lists, a sentence below them, and a verb with what it is about for clients that are generated.
            Assert.Matches("^[A-Z][a-z]+( [a-z]+)*(, any ID)?$", operation.GetProperty("summary").GetString());
            Assert.InRange(operation.GetProperty("summary").GetString()!.Length, 4, 30);
            Assert.EndsWith(".", operation.GetProperty("description").GetString(), StringComparison.Ordinal);
            Assert.Matches("^[a-z]+([A-Z][a-z]+)*$", operation.GetProperty("operationId").GetString());
            var answers = operation.GetProperty("responses");
            var good = answers.TryGetProperty("202", out var accepted) ? accepted : answers.GetProperty("200");
            var content = good.TryGetProperty("content", out var found) && found.TryGetProperty("application/json", out var media) ? media : (JsonElement?)null;
            Assert.True(content is null ? name.EndsWith("/thumbnail", StringComparison.Ordinal) || name.EndsWith("/original", StringComparison.Ordinal) || name.EndsWith("/stream", StringComparison.Ordinal) : content.Value.TryGetProperty("example", out _), name);
        }
    }

    [Fact]
    public async Task The_example_of_an_answer_has_the_fields_of_an_answer()
    {
        using var json = JsonDocument.Parse(await _client.GetStringAsync("/openapi/v1.json"));
        var example = json.RootElement.GetProperty("paths").GetProperty("/v1/search").GetProperty("post").GetProperty("responses").GetProperty("200").GetProperty("content").GetProperty("application/json").GetProperty("example");
        using var response = await _client.PostAsJsonAsync("/v1/search", new { queries = new[] { new { id = "1" } } });
        using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal(Names(example), Names(answer.RootElement));
        Assert.Equal(Names(example.GetProperty("hits")[0]), Names(answer.RootElement.GetProperty("hits")[0]));
        Assert.Equal(Names(example.GetProperty("timings")), Names(answer.RootElement.GetProperty("timings")));
    }

    [Theory]
    [InlineData("/docs", "Try the ImageRetrieval API")]
    [InlineData("/redoc", "ImageRetrieval API reference")]
    public async Task The_pages_have_a_title_and_load_nothing_that_the_service_does_not_have(string page, string title)
    {
        using var response = await _client.GetAsync(page);
        Assert.Contains($"<title>{title}</title>", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains("default-src 'none'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        var addresses = AddressPattern().Matches(await response.Content.ReadAsStringAsync()).Select(match => match.Groups[1].Value).ToList();
        Assert.NotEmpty(addresses);
        Assert.All(addresses, address => Assert.StartsWith("/", address, StringComparison.Ordinal));
        foreach (var address in addresses)
            Assert.True((await _client.GetAsync(address)).IsSuccessStatusCode, address);
    }

    [Theory]
    [InlineData("/docs/index.html")]
    [InlineData("/docs/..%2Fappsettings.json")]
    public async Task Other_files_are_not_served(string path) => Assert.Equal(404, (int)(await _client.GetAsync(path)).StatusCode);

    private static IEnumerable<string> Names(JsonElement json) => json.EnumerateObject().Select(member => member.Name);

    [GeneratedRegex("(?:src|href|spec-url)=\"([^\"]+)\"")]
    private static partial Regex AddressPattern();
}
