using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace ImageRetrieval.Api.Tests;

public sealed class EmbeddingTests(V1Fixture fixture) : IClassFixture<V1Fixture>
{
    private const int Dimension = 884;
    private const string Path = "/v1/embeddings";

    private readonly HttpClient _client = fixture.Client;

    [Fact]
    public async Task A_picture_has_the_embedding_that_is_stored_for_it_however_it_is_sent()
    {
        var stored = await GetAsync("/v1/images/3/embedding");
        Assert.Equal(("3", "builtin", Dimension), (stored["id"]!.GetValue<string>(), stored["model"]!.GetValue<string>(), stored["dimension"]!.GetValue<int>()));
        var expected = Floats(stored["embedding"]!);
        Assert.Equal(Dimension, expected.Length);
        Assert.Equal(1, expected.Sum(value => (double)value * value), 1e-5);

        using var form = new MultipartFormDataContent { { new ByteArrayContent(Pictures.Bytes(3)), "file", "q.png" }, { new StringContent("builtin"), "model" } };
        var answers = new[]
        {
            await ReadAsync(await _client.PostAsync(new Uri(Path + "?model=builtin", UriKind.Relative), MessagePackTests.Content(Pictures.Bytes(3), "image/png"))),
            await ReadAsync(await _client.PostAsync(new Uri(Path, UriKind.Relative), MessagePackTests.Content(Pictures.Bytes(3), "application/octet-stream"))),
            await ReadAsync(await _client.PostAsync(new Uri(Path, UriKind.Relative), form)),
            await ReadAsync(await _client.PostAsJsonAsync(Path, new { model = "builtin", images = new[] { Pictures.Bytes(3) } })),
            await ReadAsync(await _client.PostAsJsonAsync(Path, new { images = new[] { Pictures.Bytes(3) }, encodingFormat = "base64" })),
            await MessagePackTests.ReadAsync(await _client.PostAsync(new Uri(Path, UriKind.Relative), MessagePackTests.Content(MessagePackTests.Encode(MessagePackTests.Map(("images", new[] { Pictures.Bytes(3) }))), "application/x-msgpack"))),
        };
        Assert.All(answers, answer =>
        {
            Assert.Equal(stored["space"]!.GetValue<string>(), answer["space"]!.GetValue<string>());
            Assert.Equal(Dimension, answer["dimension"]!.GetValue<int>());
            Assert.Equal(expected, Floats(answer["embeddings"]![0]!["embedding"]!));
        });
    }

    [Fact]
    public async Task A_stored_embedding_is_returned_as_numbers_as_base64_and_as_binary()
    {
        var expected = Floats((await GetAsync("/v1/images/5/embedding?model=builtin"))["embedding"]!);
        Assert.Equal(expected, Floats((await GetAsync("/v1/images/5/embedding?encodingFormat=base64"))["embedding"]!));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/images/5/embedding") { Headers = { { "Accept", "application/x-msgpack" } } };
        using var response = await _client.SendAsync(request);
        Assert.Equal(expected, Floats((await MessagePackTests.ReadAsync(response))["embedding"]!));
    }

    [Fact]
    public async Task Of_several_pictures_each_has_its_own_answer()
    {
        var answer = await ReadAsync(await _client.PostAsJsonAsync(Path, new { images = new[] { Pictures.Bytes(1), "no picture"u8.ToArray(), Pictures.Bytes(2) } }));
        var items = answer["embeddings"]!.AsArray();
        Assert.Equal([200, 400, 200], items.Select(item => item!["status"]!.GetValue<int>()));
        Assert.StartsWith("images[1]: ", items[1]!["problem"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(Floats((await GetAsync("/v1/images/2/embedding"))["embedding"]!), Floats(items[2]!["embedding"]!));
    }

    [Theory]
    [InlineData("""{}""", "0 images")]
    [InlineData("""{"images":[null]}""", "images[0] is null")]
    [InlineData("""{"images":["!"]}""", "images[0]")]
    [InlineData("""{"images":["AAAA"],"encodingFormat":"int8"}""", "float or base64")]
    [InlineData("""{"images":["AAAA"],"model":"none"}""", "'none'")]
    [InlineData("""{"images":["AAAA"]}""", "")]
    [InlineData("""{"pictures":[]}""", "$.pictures")]
    public async Task An_invalid_request_is_rejected(string json, string reason)
    {
        using var response = await _client.PostAsync(new Uri(Path, UriKind.Relative), new StringContent(json, System.Text.Encoding.UTF8, "application/json"));
        await RefusedAsync(response, 400, reason);
    }

    [Fact]
    public async Task Too_many_pictures_other_types_and_settings_in_the_wrong_place_are_rejected()
    {
        await RefusedAsync(await _client.PostAsJsonAsync(Path, new { images = Enumerable.Repeat(new byte[3], 65) }), 400, "65 images");
        Assert.Equal(415, (int)(await _client.PostAsync(new Uri(Path, UriKind.Relative), new StringContent("x"))).StatusCode);
        await RefusedAsync(await _client.PostAsJsonAsync(Path + "?model=builtin", new { images = new[] { Pictures.Bytes(1) } }), 400, "are query parameters");
        await RefusedAsync(await _client.PostAsync(new Uri(Path, UriKind.Relative), MessagePackTests.Content([1, 2, 3], "image/png")), 400, "");
        await RefusedAsync(await _client.GetAsync("/v1/images/none/embedding"), 404, "'none'");
        await RefusedAsync(await _client.GetAsync("/v1/images/1/embedding?model=none"), 400, "'none'");
        await RefusedAsync(await _client.GetAsync("/v1/images/1/embedding?encodingFormat=x"), 400, "float or base64");
    }

    private static async Task RefusedAsync(HttpResponseMessage response, int status, string reason)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True((int)response.StatusCode == status, $"{(int)response.StatusCode} {text}");
        Assert.Contains(reason, JsonNode.Parse(text)!["detail"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    private async Task<JsonNode> GetAsync(string path) => await ReadAsync(await _client.GetAsync(path));

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }

    // A list of numbers, or base64 of float32.
    private static float[] Floats(JsonNode vector) => vector is JsonArray numbers
        ? [.. numbers.Select(number => number!.GetValue<float>())]
        : [.. Convert.FromBase64String(vector.GetValue<string>()).Chunk(4).Select(bytes => BitConverter.ToSingle(bytes))];
}
