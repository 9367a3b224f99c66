using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MessagePack;

namespace ImageRetrieval.Api.Tests;

/// <summary>What is asked in MessagePack is answered as in JSON.</summary>
public sealed class MessagePackTests(V1Fixture fixture) : IClassFixture<V1Fixture>
{
    private const string Type = "application/x-msgpack";
    private const int Dimension = 884;

    private readonly HttpClient _client = fixture.Client;

    [Fact]
    public async Task A_search_is_answered_as_in_JSON()
    {
        var byJson = await JsonAsync("/v1/search", new { k = 5, dedupe = false, minScore = -0.5, queries = new object[] { new { id = 3 }, new { image = Pictures.Bytes(7), weight = 0.5 } } });
        var byMessagePack = await PostAsync("/v1/search", Map(
            ("k", 5), ("dedupe", false), ("minScore", -0.5), ("queries", new object[] { Map(("id", 3)), Map(("image", Pictures.Bytes(7)), ("weight", 0.5)) })));
        Assert.Equal(byJson["hits"]!.ToJsonString(), byMessagePack["hits"]!.ToJsonString());
        Assert.Equal(byJson["queries"]!.ToJsonString(), byMessagePack["queries"]!.ToJsonString());
        Assert.Equal(byJson.AsObject().Select(member => member.Key), byMessagePack.AsObject().Select(member => member.Key));
    }

    [Fact]
    public async Task An_embedding_is_binary_or_a_list_of_numbers()
    {
        var vector = Enumerable.Range(1, Dimension).Select(i => MathF.Sin(i)).ToArray();
        var expected = (await JsonAsync("/v1/search", new { queries = new[] { new { embedding = vector } } }))["hits"]!.ToJsonString();
        var bytes = Bytes(vector);
        Assert.Equal(expected, (await JsonAsync("/v1/search", new { queries = new[] { new { embedding = Convert.ToBase64String(bytes) } } }))["hits"]!.ToJsonString());
        Assert.Equal(expected, (await PostAsync("/v1/search", Map(("queries", new object[] { Map(("embedding", bytes)) }))))["hits"]!.ToJsonString());
        Assert.Equal(expected, (await PostAsync("/v1/search", Map(("queries", new object[] { Map(("embedding", vector)) }))))["hits"]!.ToJsonString());
    }

    [Fact]
    public async Task A_batch_answers_each_search_for_itself()
    {
        var answer = await PostAsync("/v1/search/batch", Map(("searches", new object[]
        {
            Map(("k", 1), ("dedupe", false), ("queries", new object[] { Map(("image", Pictures.Bytes(5))) })),
            Map(("queries", new object[] { Map(("id", "none")) })),
            Map(("queries", new object[] { Map(("image", "no picture"u8.ToArray())) })),
        })));
        var answers = answer["answers"]!.AsArray();
        Assert.Equal([200, 404, 400], answers.Select(item => item!["status"]!.GetValue<int>()));
        Assert.Equal("5", answers[0]!["answer"]!["hits"]![0]!["id"]!.GetValue<string>());
    }

    [Theory]
    [InlineData(Type, null, Type)]
    [InlineData("application/msgpack", "*/*", Type)]
    [InlineData("application/vnd.msgpack", "application/json", "application/json")]
    [InlineData(Type, "text/html", Type)]
    [InlineData("application/json", null, "application/json")]
    [InlineData("application/json", "*/*", "application/json")]
    [InlineData("application/json", "application/x-msgpack", Type)]
    [InlineData("application/json", "application/vnd.msgpack", Type)]
    [InlineData("application/json", "application/json, application/x-msgpack;q=0.5", "application/json")]
    [InlineData("application/json", "application/json;q=0.2, application/x-msgpack;q=0.5", Type)]
    [InlineData("application/json", "application/x-msgpack;q=0", "application/json")]
    [InlineData("application/json", "text/html", "application/json")]
    public async Task The_client_chooses_the_format_of_the_answer(string sent, string? accepted, string answered)
    {
        var body = sent == "application/json" ? Encoding.UTF8.GetBytes("""{"queries":[{"id":"1"}]}""") : Encode(Map(("queries", new object[] { Map(("id", "1")) })));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/search") { Content = Content(body, sent) };
        if (accepted is not null)
            request.Headers.TryAddWithoutValidation("Accept", accepted);
        using var response = await _client.SendAsync(request);
        Assert.True(response.IsSuccessStatusCode);
        Assert.Equal(answered, response.Content.Headers.ContentType?.MediaType);
        Assert.Contains("Accept", response.Headers.Vary);
    }

    [Fact]
    public async Task A_refusal_is_readable_problem_json()
    {
        using var response = await _client.PostAsync(new Uri("/v1/search", UriKind.Relative), Content(Encode(Map(("k", 0), ("queries", new object[] { Map(("id", "1")) }))), Type));
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains("k is 0; it must be 1..1000.", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_description_shows_the_bodies_and_the_answers()
    {
        using var json = JsonDocument.Parse(await _client.GetStringAsync("/openapi/v1.json"));
        var paths = json.RootElement.GetProperty("paths");
        foreach (var path in (string[])["/v1/search", "/v1/search/batch", "/v1/embeddings"])
        {
            var body = paths.GetProperty(path).GetProperty("post").GetProperty("requestBody").GetProperty("content").GetProperty(Type);
            Assert.Contains("binary", body.GetProperty("schema").GetProperty("description").GetString(), StringComparison.Ordinal);
        }
        foreach (var operation in (JsonElement[])[paths.GetProperty("/v1/embeddings").GetProperty("post"), paths.GetProperty("/v1/images/{id}/embedding").GetProperty("get")])
        {
            var answer = operation.GetProperty("responses").GetProperty("200").GetProperty("content").GetProperty(Type);
            Assert.Contains("float32", answer.GetProperty("schema").GetProperty("description").GetString(), StringComparison.Ordinal);
        }
        Assert.True(paths.GetProperty("/v1/embeddings").GetProperty("post").GetProperty("requestBody").GetProperty("content").TryGetProperty("image/*", out _));
    }

    internal static Dictionary<string, object?> Map(params (string Name, object? Value)[] fields) => fields.ToDictionary(field => field.Name, field => field.Value);

    internal static byte[] Encode(object? value) => MessagePackSerializer.Serialize(value, MessagePack.Resolvers.ContractlessStandardResolver.Options);

    internal static ByteArrayContent Content(byte[] bytes, string type)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        return content;
    }

    internal static byte[] Bytes(float[] vector) => [.. vector.SelectMany(BitConverter.GetBytes)];

    internal static async Task<JsonNode> ReadAsync(HttpResponseMessage response)
    {
        var bytes = await response.Content.ReadAsByteArrayAsync();
        Assert.True(response.IsSuccessStatusCode, Encoding.UTF8.GetString(bytes));
        Assert.Equal(Type, response.Content.Headers.ContentType?.MediaType);
        // Binary values become base64.
        return JsonNode.Parse(MessagePackSerializer.ConvertToJson(bytes))!;
    }

    private async Task<JsonNode> PostAsync(string path, object body)
    {
        using var response = await _client.PostAsync(new Uri(path, UriKind.Relative), Content(Encode(body), Type));
        return await ReadAsync(response);
    }

    private async Task<JsonNode> JsonAsync(string path, object body)
    {
        using var response = await _client.PostAsJsonAsync(new Uri(path, UriKind.Relative), body);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }
}
