using System.Net.Http.Headers;
using System.Text;
using ImageRetrieval.Fixtures;
using Microsoft.Extensions.Logging;

namespace ImageRetrieval.Api.Tests;

/// <summary>What nobody should send: each gets a clean 4xx with a reason, and the log stays calm.</summary>
public sealed class HostileInputTests(HostileInputTests.Fixture fixture) : IClassFixture<HostileInputTests.Fixture>
{
    private const int Dimension = 884;

    public static TheoryData<string, string, int> JsonBodies() => new()
    {
        { "nothing", "", 400 },
        { "null", "null", 400 },
        { "a list", "[]", 400 },
        { "a text", "\"x\"", 400 },
        { "cut off", """{"queries":[{"id":"1"}""", 400 },
        { "behind the end", """{"queries":[{"id":"1"}]}x""", 400 },
        { "a comment", """{"queries":[{"id":"1"}]/*x*/}""", 400 },
        { "deep", """{"filter":""" + new string('[', 5000) + new string(']', 5000) + "}", 400 },
        { "a repeated field", """{"k":1,"k":2,"queries":[{"id":"1"}]}""", 400 },
        { "an unknown field", """{"kk":1,"queries":[{"id":"1"}]}""", 400 },
        { "no query", """{"k":1}""", 400 },
        { "null queries", """{"queries":null}""", 400 },
        { "a null query", """{"queries":[null]}""", 400 },
        { "an empty query", """{"queries":[{}]}""", 400 },
        { "two sources", """{"queries":[{"id":"1","embedding":[1]}]}""", 400 },
        { "17 queries", $$"""{"queries":[{{string.Join(',', Enumerable.Repeat("{\"id\":\"1\"}", 17))}}]}""", 400 },
        { "k 0", """{"k":0,"queries":[{"id":"1"}]}""", 400 },
        { "k -1", """{"k":-1,"queries":[{"id":"1"}]}""", 400 },
        { "k 1001", """{"k":1001,"queries":[{"id":"1"}]}""", 400 },
        { "k huge", """{"k":99999999999999999999,"queries":[{"id":"1"}]}""", 400 },
        { "k text", """{"k":"5","queries":[{"id":"1"}]}""", 400 },
        { "k fraction", """{"k":1.5,"queries":[{"id":"1"}]}""", 400 },
        { "efSearch huge", """{"efSearch":1000000,"queries":[{"id":"1"}]}""", 400 },
        { "efSearch and exact", """{"efSearch":10,"exact":true,"queries":[{"id":"1"}]}""", 400 },
        { "minScore 2", """{"minScore":2,"queries":[{"id":"1"}]}""", 400 },
        { "minCloserThan -1", """{"minCloserThan":-1,"queries":[{"id":"1"}]}""", 400 },
        { "weight 0", """{"queries":[{"id":"1","weight":0}]}""", 400 },
        { "weight huge", """{"queries":[{"id":"1","weight":1e300}]}""", 400 },
        { "parts that cancel", """{"queries":[{"id":"1"},{"id":"1","weight":-1}]}""", 400 },
        { "NaN", """{"queries":[{"embedding":[NaN]}]}""", 400 },
        { "NaN as text", """{"queries":[{"embedding":["NaN"]}]}""", 400 },
        { "infinite", $$"""{"queries":[{"embedding":[1e999{{Zeros(Dimension - 1)}}]}]}""", 400 },
        { "beyond float", $$"""{"queries":[{"embedding":[1e39{{Zeros(Dimension - 1)}}]}]}""", 400 },
        { "all zero", $$"""{"queries":[{"embedding":[0{{Zeros(Dimension - 1)}}]}]}""", 400 },
        { "wrong dimension", """{"queries":[{"embedding":[1,2,3]}]}""", 400 },
        { "no dimension", """{"queries":[{"embedding":[]}]}""", 400 },
        { "an unknown id", """{"queries":[{"id":"none"}]}""", 404 },
        { "a path as id", """{"queries":[{"id":"../../../etc/passwd"}]}""", 404 },
        { "a zero byte in an id", """{"queries":[{"id":"1\u0000"}]}""", 404 },
        { "half a character in an id", """{"queries":[{"id":"\ud800"}]}""", 400 },
        { "an object as id", """{"queries":[{"id":{}}]}""", 400 },
        { "an unknown model", """{"model":"../builtin","queries":[{"id":"1"}]}""", 400 },
        { "no base64", """{"queries":[{"image":"!!!"}]}""", 400 },
        { "no image", """{"queries":[{"image":"AAAA"}]}""", 400 },
        { "no such upload", """{"queries":[{"upload":"file"}]}""", 400 },
        { "a crop outside", """{"queries":[{"image":"AAAA","crop":{"x":0.9,"y":0,"width":0.5,"height":1}}]}""", 400 },
        { "an empty crop", """{"queries":[{"image":"AAAA","crop":{"x":0,"y":0,"width":0,"height":0}}]}""", 400 },
        { "a crop of an unknown id", """{"queries":[{"id":"none","crop":{"x":0,"y":0,"width":1,"height":1}}]}""", 404 },
        { "a filter of no kind", """{"filter":{"x":1},"queries":[{"id":"1"}]}""", 400 },
        { "a filter as text", """{"filter":"kind=rare","queries":[{"id":"1"}]}""", 400 },
        { "an empty and", """{"filter":{"and":[]},"queries":[{"id":"1"}]}""", 400 },
        { "a deep filter", $$"""{"filter":{{string.Concat(Enumerable.Repeat("{\"not\":", 11))}}{"column":"a","eq":1}{{new string('}', 11)}},"queries":[{"id":"1"}]}""", 400 },
        { "a wide filter", $$"""{"filter":{"or":[{{string.Join(',', Enumerable.Repeat("{\"column\":\"a\",\"eq\":1}", 200))}}]},"queries":[{"id":"1"}]}""", 400 },
        { "1001 values", $$"""{"filter":{"column":"a","in":[{{string.Join(',', Enumerable.Range(0, 1001))}}]},"queries":[{"id":"1"}]}""", 400 },
        { "a range of text", """{"filter":{"column":"a","gt":"b"},"queries":[{"id":"1"}]}""", 400 },
        { "a field that is none", """{"filter":{"field":"../x","eq":1},"queries":[{"id":"1"}]}""", 400 },
        { "half a character in a filter's column", """{"filter":{"column":"\ud800","eq":1},"queries":[{"id":"1"}]}""", 400 },
        { "half a character in a filter's name", """{"filter":{"\udc00":1},"queries":[{"id":"1"}]}""", 400 },
        { "half a character in a filter's value", """{"filter":{"column":"a","in":["\ud800x"]},"queries":[{"id":"1"}]}""", 400 },
        { "a filter said twice", """{"filter":{"column":"a","eq":1,"eq":2},"queries":[{"id":"1"}]}""", 400 },
        { "an url to this machine", """{"queries":[{"url":"http://127.0.0.1/"}]}""", 400 },
        { "an url to this machine in IPv6", """{"queries":[{"url":"http://[::1]/"}]}""", 400 },
        { "an url to a mapped address", """{"queries":[{"url":"http://[::ffff:169.254.169.254]/"}]}""", 400 },
        { "an url to the cloud's inside", """{"queries":[{"url":"http://169.254.169.254/latest/meta-data/"}]}""", 400 },
        { "an url as one number", """{"queries":[{"url":"http://2130706433/"}]}""", 400 },
        { "an url to a file", """{"queries":[{"url":"file:///etc/passwd"}]}""", 400 },
        { "an url with a password", """{"queries":[{"url":"http://a:b@127.0.0.1/"}]}""", 400 },
    };

    public static TheoryData<string, string, int> Paths() => new()
    {
        { "an unknown id", "/v1/images/none", 404 },
        { "traversal", "/v1/images/..%2F..%2F..%2Fetc%2Fpasswd/original", 404 },
        { "traversal, escaped twice", "/v1/images/%252e%252e%252f/original", 404 },
        { "traversal with backslashes", "/v1/images/..%5C..%5Cx/thumbnail", 404 },
        { "a long id", "/v1/images/" + new string('a', 5000), 404 },
        { "a size of 0", "/v1/images/1/thumbnail?size=0", 400 },
        { "a size beyond", "/v1/images/1/thumbnail?size=2147483648", 400 },
        { "a negative offset", "/v1/images?offset=-1", 400 },
        { "a huge page", "/v1/images?limit=1000000", 400 },
        { "a broken filter", "/v1/images?filter=%7B", 400 },
        { "a k of text", "/v1/images/1/similar?k=many", 400 },
        { "a minScore that is no number", "/v1/images/1/similar?minScore=NaN", 400 },
        { "another method", "/v1/search", 405 },
        { "another version", "/v2/search", 404 },
    };

    public static TheoryData<string, string, int> RawRequests() => new()
    {
        { "no boundary", Post("multipart/form-data", "x"), 400 },
        { "another boundary", Post("multipart/form-data; boundary=b", "--c\r\n\r\nx\r\n--c--\r\n"), 400 },
        { "a cut-off part", Post("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nx"), 400 },
        { "a form of nothing", Post("multipart/form-data; boundary=b", "--b--\r\n"), 400 },
        { "a part without a name", Post("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--\r\n"), 400 },
        { "an unknown field", Post("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\nx\r\n--b--\r\n"), 400 },
        { "too many headers of a part", Post("multipart/form-data; boundary=b", "--b\r\n" + string.Concat(Enumerable.Range(0, 100).Select(i => $"X-{i}: 1\r\n")) + "\r\nx\r\n--b--\r\n"), 400 },
        { "a form of an old kind", Post("application/x-www-form-urlencoded", "k=1"), 415 },
        { "too many fields", Post("multipart/form-data; boundary=b", string.Concat(Enumerable.Range(0, 2000).Select(i => $"--b\r\nContent-Disposition: form-data; name=\"a{i}\"\r\n\r\n1\r\n")) + "--b--\r\n"), 400 },
        { "a text", Post("text/plain", "x"), 415 },
        { "an unknown encoding", Post("application/json; charset=utf-99", "{}"), 415 },
        { "bytes that are no UTF-8", Post("application/json", "{\"model\":\"\u00ff\u00fe\"}"), 400 },
        { "bytes that are no UTF-8 in a filter", Post("application/json", "{\"filter\":{\"col\u00ffumn\":\"a\",\"eq\":1},\"queries\":[{\"id\":\"1\"}]}"), 400 },
        { "a body that is too large", Post("application/json", "{\"model\":\"" + new string('a', 300_000) + "\"}"), 413 },
        { "two lengths", "POST /v1/search HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx", 400 },
        { "no host", "GET /v1/models HTTP/1.1\r\n\r\n", 400 },
        { "another protocol", "HELLO\r\n\r\n", 400 },
        { "large headers", "GET /v1/models HTTP/1.1\r\nHost: localhost\r\nX: " + new string('a', 100_000) + "\r\n\r\n", 431 },
        { "a long address", $"GET /{new string('a', 20_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n", 414 },
    };

    public static TheoryData<string, byte[]> Files() => new()
    {
        { "nothing", [] },
        { "text", "no image at all"u8.ToArray() },
        { "a page", "<!doctype html><script>alert(1)</script>"u8.ToArray() },
        { "SVG with an outside entity", """<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg xmlns="http://www.w3.org/2000/svg">&x;</svg>"""u8.ToArray() },
        { "a PDF", "%PDF-1.7\n"u8.ToArray() },
        { "a ZIP", [0x50, 0x4B, 3, 4, .. new byte[40]] },
        { "a picture that claims 60,000 x 60,000 pixels", TestImages.PngHeaderOnly(60_000, 60_000) },
        { "a picture that claims 2^31 pixels a side", TestImages.PngHeaderOnly(int.MaxValue, int.MaxValue) },
        { "a picture that is all claim", TestImages.PngHeaderOnly(5000, 5000) },
        { "half a picture", TestImages.Random(1, 200, 200)[..5000] },
        { "the beginning of a JPEG and a page", [0xFF, 0xD8, 0xFF, 0xE0, .. "<html><script>alert(1)</script>"u8] },
        { "the beginning of a GIF and a script", [.. "GIF89a=1;alert(1);//"u8] },
        { "the beginning of a WebP", [.. "RIFF\x10\0\0\0WEBPVP8 "u8, .. new byte[8]] },
        { "zeros", new byte[10_000] },
    };

    [Theory]
    [MemberData(nameof(JsonBodies))]
    public async Task A_search_as_JSON(string what, string json, int status)
    {
        using var body = new StringContent(json, Encoding.UTF8, "application/json");
        using var response = await fixture.Client.PostAsync(new Uri("/v1/search", UriKind.Relative), body);
        await CheckAsync(what, response, status);
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task An_address(string what, string path, int status)
    {
        using var response = await fixture.Client.GetAsync(path);
        await CheckAsync(what, response, status);
    }

    [Theory]
    [MemberData(nameof(RawRequests))]
    public async Task Bytes_on_the_wire(string what, string request, int status)
    {
        var (answered, text) = await RawHttp.SendAsync(fixture.Client.BaseAddress!, request);
        Assert.True(answered == status, $"{what}: {text}");
        CheckText(what, text);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_file(string what, byte[] file)
    {
        foreach (var path in (string[])["/v1/search", "/predict"])
        {
            using var form = new MultipartFormDataContent();
            var content = new ByteArrayContent(file);
            content.Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
            form.Add(content, "file", "../../../../tmp/x.jpg");
            using var response = await fixture.Client.PostAsync(new Uri(path, UriKind.Relative), form);
            Assert.True((int)response.StatusCode == 400, $"{what}: {response.StatusCode}");
            CheckText(what, await response.Content.ReadAsStringAsync());
        }
    }

    private async Task CheckAsync(string what, HttpResponseMessage response, int status)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True((int)response.StatusCode == status, $"{what}: {(int)response.StatusCode} {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        CheckText(what, text);
    }

    private void CheckText(string what, string text)
    {
        Assert.All((string[])["Exception", " at ImageRetrieval", "System.", "/tmp/", fixture.DataFolder], inside => Assert.False(text.Contains(inside, StringComparison.Ordinal), $"{what}: {text}"));
        Assert.DoesNotContain(fixture.Log.Lines, line => line.Level > LogLevel.Warning);
    }

    private static string Zeros(int count) => string.Concat(Enumerable.Repeat(",0", count));

    private static string Post(string type, string body) =>
        $"POST /v1/search HTTP/1.1\r\nHost: localhost\r\nContent-Type: {type}\r\nContent-Length: {Encoding.Latin1.GetByteCount(body)}\r\n\r\n{body}";

    /// <summary>An Api that fetches URLs and takes bodies of up to 200,000 bytes.</summary>
    public sealed class Fixture : IAsyncLifetime
    {
        private readonly ApiServer _server = new ApiServer().With("Api:UrlQueries:Enabled", "true").With("Api:MaxUploadBytes", "200000");

        internal HttpClient Client { get; private set; } = null!;

        internal LogLines Log => _server.Log;

        internal string DataFolder => _server.DataFolder;

        public async Task InitializeAsync()
        {
            await _server.PublishAsync(Pictures.All());
            Client = _server.CreateClient();
            await ApiServer.WaitForReadyAsync(Client);
        }

        public async Task DisposeAsync() => await _server.DisposeAsync();
    }
}
