using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using ImageRetrieval.Fixtures;
using Microsoft.Extensions.Logging;

namespace ImageRetrieval.Api.Tests;

/// <summary>Each refusal says what is the matter, whatever part of the request is wrong, and the log stays calm.</summary>
public sealed class HonestRefusalTests(HonestRefusalTests.Fixture fixture) : IClassFixture<HonestRefusalTests.Fixture>
{
    private const string File = "Content-Disposition: form-data; name=\"file\"; filename=\"a.png\"";

    public static TheoryData<string, string, int, string> Forms() => new()
    {
        { "many fields", string.Concat(Enumerable.Range(0, 1100).Select(i => $"--b\r\nContent-Disposition: form-data; name=\"f{i}\"\r\n\r\n1\r\n")) + "--b--\r\n", 400, "more than 1024 fields" },
        { "many headers of a part", $"--b\r\n{File}\r\n{string.Concat(Enumerable.Range(0, 40).Select(i => $"X-{i}: 1\r\n"))}\r\nx\r\n--b--\r\n", 400, "16 headers" },
        { "long headers of a part", $"--b\r\n{File}\r\nX: {new string('x', 20_000)}\r\n\r\nx\r\n--b--\r\n", 400, "16384 bytes" },
        { "a disposition of no kind", "--b\r\nContent-Disposition: ;;;\r\n\r\nx\r\n--b--\r\n", 400, "Content-Disposition" },
        { "a form that is cut off", $"--b\r\n{File}\r\n\r\nx", 400, "truncated" },
        { "a file part without a file name", "--b\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nx\r\n--b--\r\n", 0, "file name" },
    };

    public static TheoryData<string, string> WrongParameters() => new()
    {
        { "/v1/images?limit=many", "limit is 'many', which is not a whole number" },
        { "/v1/images?offset=1.5", "offset is '1.5'" },
        { "/v1/images?spread=perhaps", "spread is 'perhaps', which is not a Boolean" },
        { "/v1/images/1/similar?minScore=high", "minScore is 'high', which is not a number" },
        { "/v1/images/1/similar?k=99999999999", "k is '99999999999'" },
        { "/v1/images/1/thumbnail?size=", "size is ''" },
        { "/v1/facets?values=x", "values is 'x'" },
        { "/v1/image", "id is missing" },
        { "/v1/images?spread=true&offset=5", "offset" },
        { "/v1/images?spread=true&filter=%7B%22field%22%3A%22id%22%2C%22eq%22%3A1%7D", "filter" },
    };

    public static TheoryData<string, string> Base64() => new()
    {
        { "plain", Convert.ToBase64String(s_picture) },
        { "for addresses", Convert.ToBase64String(s_picture).Replace('+', '-').Replace('/', '_') },
        { "without padding", Convert.ToBase64String(s_picture).TrimEnd('=') },
        { "for addresses, without padding", Convert.ToBase64String(s_picture).TrimEnd('=').Replace('+', '-').Replace('/', '_') },
        { "in lines", Convert.ToBase64String(s_picture, Base64FormattingOptions.InsertLineBreaks) },
        { "a data: URL", "data:image/png;base64," + Convert.ToBase64String(s_picture) },
        { "a data: URL with a parameter", "DATA:image/png;name=a.png;BASE64," + Convert.ToBase64String(s_picture) },
        { "an escaped data: URL", "data:image/png;base64," + Uri.EscapeDataString(Convert.ToBase64String(s_picture)) },
        { "a data: URL without padding", " data:;base64," + Convert.ToBase64String(s_picture).TrimEnd('=') + "\n" },
    };

    // 1 and 2 bytes of padding, and both odd digits, occur in pictures of other lengths: this one has some of each.
    private static readonly byte[] s_picture = TestImages.Random(1);

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Problems_of_a_form_are_reported(string what, string form, int status, string words)
    {
        foreach (var path in (string[])["/v1/search", "/v1/search/batch", "/v1/embeddings", "/predict"])
        {
            var expected = status != 0 ? status : path == "/predict" ? 422 : 400;
            await CheckAsync($"{what} to {path}", await SendAsync(path, "multipart/form-data; boundary=b", form), expected, words);
        }
    }

    [Fact]
    public async Task Problems_of_a_boundary_are_reported()
    {
        await CheckAsync("none", await SendAsync("/v1/search", "multipart/form-data", "x"), 400, "boundary");
        await CheckAsync("long", await SendAsync("/v1/search", "multipart/form-data; boundary=" + new string('b', 200), "x"), 400, "128 characters");
        await CheckAsync("long", await SendAsync("/predict", "multipart/form-data; boundary=" + new string('b', 200), "x"), 400, "128 characters");
    }

    [Theory]
    [MemberData(nameof(WrongParameters))]
    public async Task An_invalid_parameter_is_reported_by_its_name(string path, string words)
    {
        using var response = await fixture.Client.GetAsync(new Uri(path, UriKind.Relative));
        await CheckAsync(path, response, 400, words);
    }

    [Theory]
    [MemberData(nameof(Base64))]
    public async Task Every_variant_of_base64_is_accepted(string what, string text)
    {
        foreach (var (path, body) in new (string, object)[] { ("/v1/search", new { queries = new[] { new { image = text } } }), ("/v1/embeddings", new { images = new[] { text } }) })
        {
            using var response = await SendAsync(path, "application/json", JsonSerializer.Serialize(body));
            Assert.True(response.IsSuccessStatusCode, $"{what} to {path}: {await response.Content.ReadAsStringAsync()}");
        }
    }

    [Theory]
    [InlineData("data:image/png,%89PNG")]
    [InlineData("data:")]
    [InlineData("a.png")]
    [InlineData("AAAAA")]
    public async Task Text_that_is_not_base64_is_reported(string text) =>
        await CheckAsync(text, await SendAsync("/v1/search", "application/json", JsonSerializer.Serialize(new { queries = new[] { new { image = text } } })), 400, "base64");

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task Packed_bodies_are_unpacked(string coding)
    {
        using var good = await PackedAsync(coding, """{"queries":[{"id":"1"}]}"""u8.ToArray());
        Assert.Equal(HttpStatusCode.OK, good.StatusCode);
        using var bomb = await PackedAsync(coding, [.. Enumerable.Repeat((byte)' ', 5_000_000)]);
        await CheckAsync("too large when unpacked", bomb, 413, "200000 bytes");
    }

    [Fact]
    public async Task Codings_that_are_invalid_or_unknown_are_reported()
    {
        await CheckAsync("unknown", await SendAsync("/v1/search", "application/json", "{}", coding: "zstd"), 415, "zstd");
        await CheckAsync("no gzip", await SendAsync("/v1/search", "application/json", "{}", coding: "gzip"), 400, "decompressed");
        await CheckAsync("no gzip", await SendAsync("/predict", "multipart/form-data; boundary=b", "--b--", coding: "zstd"), 415, "zstd");
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-32")]
    [InlineData("\"utf-8\"")]
    [InlineData("iso-8859-1")]
    public async Task JSON_is_read_in_the_charset_that_it_names(string charset)
    {
        var bytes = Encoding.GetEncoding(charset.Trim('"')).GetBytes("""{"queries":[{"id":"ü"}]}""");
        using var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/json; charset=" + charset);
        using var response = await fixture.Client.PostAsync("/v1/search", content);
        await CheckAsync(charset, response, 404, "'ü'");
    }

    [Fact]
    public async Task A_charset_that_is_unknown_or_wrong_is_reported()
    {
        await CheckAsync("unknown", await SendAsync("/v1/search", "application/json; charset=utf-99", "{}"), 415, "utf-99");
        await CheckAsync("wrong", await SendAsync("/v1/search", "application/json; charset=utf-16", "{\"k\":1}x"), 400, "cannot be read");
    }

    [Fact]
    public async Task Unsupported_types_and_unknown_addresses_are_reported()
    {
        await CheckAsync("type", await SendAsync("/v1/search", "application/pdf", "x"), 415, "application/pdf");
        await CheckAsync("type", await SendAsync("/v1/embeddings", "text/csv", "x"), 415, "text/csv");
        await CheckAsync("place", await fixture.Client.GetAsync("/v1/nothing"), 404, "/v1/nothing");
        await CheckAsync("method", await fixture.Client.DeleteAsync("/v1/models"), 405, "DELETE");
    }

    [Theory]
    [InlineData("FFFFFFFFFFFFFFFFF\r\nx\r\n0\r\n\r\n")]
    [InlineData("7FFFFFFF1\r\nx\r\n0\r\n\r\n")]
    [InlineData("-1\r\nx\r\n0\r\n\r\n")]
    [InlineData("xyz\r\nx\r\n0\r\n\r\n")]
    [InlineData("1\r\nxx0\r\n\r\n")]
    [InlineData("1;a\r\nx0\r\n\r\n")]
    [InlineData("\r\n\r\n")]
    public async Task Chunks_that_are_wrong_are_the_clients_fault(string chunks)
    {
        foreach (var (path, type) in new[] { ("/v1/search", "application/json"), ("/v1/search", "multipart/form-data; boundary=b"), ("/v1/embeddings", "image/png"), ("/v1/search", "application/x-msgpack"), ("/predict", "multipart/form-data; boundary=b") })
        {
            var (status, text) = await RawHttp.SendAsync(fixture.Client.BaseAddress!, $"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {type}\r\nTransfer-Encoding: chunked\r\n\r\n{chunks}");
            Assert.True(status == 400, $"{path} {type}: {text}");
        }
        AssertCalm();
    }

    [Fact]
    public async Task Large_headers_are_reported_with_the_limit()
    {
        foreach (var headers in (string[])[$"X: {new string('x', 304_000)}\r\n", string.Concat(Enumerable.Range(0, 300).Select(i => $"X-{i}: 1\r\n"))])
        {
            var (status, text) = await RawHttp.SendAsync(fixture.Client.BaseAddress!, $"GET /v1/models HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n");
            Assert.Equal(431, status);
            Assert.Contains("the limits are 100 headers and 32768 bytes", text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(1e-300)]
    [InlineData(5e-324)]
    [InlineData(-1e-300)]
    [InlineData(100)]
    public async Task A_weight_counts_by_how_it_compares_with_the_others(double weight)
    {
        var number = weight.ToString("R", CultureInfo.InvariantCulture);
        using var alone = await SendAsync("/v1/search", "application/json", $$"""{"queries":[{"id":"1","weight":{{number}}}]}""");
        Assert.Equal(HttpStatusCode.OK, alone.StatusCode);
        await CheckAsync("cancel", await SendAsync("/v1/search", "application/json", $$"""{"queries":[{"id":"1","weight":{{number}}},{"id":"1","weight":{{(-weight).ToString("R", CultureInfo.InvariantCulture)}}}]}"""), 400, "cancel");
    }

    [Fact]
    public async Task A_crop_of_an_indexed_image_can_be_used_as_the_query()
    {
        const string crop = """{"x":0.25,"y":0,"width":0.5,"height":0.5}""";
        using var response = await SendAsync("/v1/search", "application/json", $$"""{"queries":[{"id":"1","crop":{{crop}}}]}""");
        using var byId = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal(crop, byId.RootElement.GetProperty("queries")[0].GetProperty("crop").GetRawText());
        Assert.DoesNotContain(byId.RootElement.GetProperty("hits").EnumerateArray(), hit => hit.GetProperty("id").GetString() == "1");

        // As with the same picture that the client brings.
        using var upload = await SendAsync("/v1/search", "application/json", $$"""{"dedupe":false,"queries":[{"image":"{{Convert.ToBase64String(Pictures.All().First().Bytes)}}","crop":{{crop}}}]}""");
        using var byImage = JsonDocument.Parse(await upload.Content.ReadAsStringAsync());
        var expected = byImage.RootElement.GetProperty("hits").EnumerateArray().Where(hit => hit.GetProperty("id").GetString() != "1").Select(hit => hit.GetProperty("score").GetDouble()).Take(5);
        Assert.Equal(expected, byId.RootElement.GetProperty("hits").EnumerateArray().Select(hit => hit.GetProperty("score").GetDouble()).Take(5));

        await CheckAsync("unknown", await SendAsync("/v1/search", "application/json", $$"""{"queries":[{"id":"none","crop":{{crop}}}]}"""), 404, "'none'");
    }

    private async Task CheckAsync(string what, HttpResponseMessage response, int status, string words)
    {
        var text = await response.Content.ReadAsStringAsync();
        using var json = JsonDocument.Parse(text);
        Assert.True((int)response.StatusCode == status, $"{what}: {(int)response.StatusCode} {text}");
        Assert.Contains(words, AllText(json.RootElement), StringComparison.Ordinal);
        AssertCalm();
    }

    private void AssertCalm() => Assert.DoesNotContain(fixture.Log.Lines, line => line.Level > LogLevel.Warning);

    private static string AllText(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => string.Join(' ', json.EnumerateObject().Select(member => AllText(member.Value))),
        JsonValueKind.Array => string.Join(' ', json.EnumerateArray().Select(AllText)),
        JsonValueKind.String => json.GetString()!,
        _ => "",
    };

    private async Task<HttpResponseMessage> SendAsync(string path, string type, string body, string? coding = null)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        if (coding is not null)
            content.Headers.ContentEncoding.Add(coding);
        return await fixture.Client.PostAsync(new Uri(path, UriKind.Relative), content);
    }

    private async Task<HttpResponseMessage> PackedAsync(string coding, byte[] body)
    {
        using var packed = new MemoryStream();
        await using (Stream packer = coding switch { "gzip" => new GZipStream(packed, CompressionLevel.Fastest, true), "br" => new BrotliStream(packed, CompressionLevel.Fastest, true), _ => new ZLibStream(packed, CompressionLevel.Fastest, true) })
            await packer.WriteAsync(body);
        using var content = new ByteArrayContent(packed.ToArray());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        content.Headers.ContentEncoding.Add(coding);
        return await fixture.Client.PostAsync("/v1/search", content);
    }

    /// <summary>An Api that takes bodies of up to 200,000 bytes.</summary>
    public sealed class Fixture : IAsyncLifetime
    {
        private readonly ApiServer _server = new ApiServer().With("Api:MaxUploadBytes", "200000");

        internal HttpClient Client { get; private set; } = null!;

        internal LogLines Log => _server.Log;

        public async Task InitializeAsync()
        {
            await _server.PublishAsync(Pictures.All());
            Client = _server.CreateClient();
            await ApiServer.WaitForReadyAsync(Client);
        }

        public async Task DisposeAsync() => await _server.DisposeAsync();
    }
}
