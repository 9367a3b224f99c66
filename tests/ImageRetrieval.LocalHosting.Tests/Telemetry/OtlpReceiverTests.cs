using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace ImageRetrieval.LocalHosting.Tests.Telemetry;

public sealed class OtlpReceiverTests : IAsyncLifetime
{
    private TestApplication _app = null!;

    public async Task InitializeAsync() => _app = await TestApplication.StartAsync(TestApplication.CreateBuilder());

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_takes_plain_and_packed_bodies(bool isPacked)
    {
        Assert.Equal(HttpStatusCode.OK, (await SendAsync("traces", TelemetryMessages.Trace(9, "api", (1, 0, "POST /predict", 12, true)), isPacked: isPacked)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync("logs", TelemetryMessages.Logs("api", (17, "no such picture", 9)), isPacked: isPacked)).StatusCode);

        var trace = (await GetAsync("/api/traces?errors=true&minMs=10"))[0];
        Assert.Equal(("POST /predict", 1, 12.0), (trace.GetProperty("name").GetString(), trace.GetProperty("errors").GetInt32(), trace.GetProperty("duration").GetDouble()));
        var whole = await GetAsync($"/api/traces/{trace.GetProperty("id").GetString()}");
        Assert.Equal("no such picture", whole.GetProperty("logs")[0].GetProperty("text").GetString());
        Assert.Equal("Error", (await GetAsync("/api/logs?level=warning"))[0].GetProperty("level").GetString());
    }

    [Fact]
    public async Task It_takes_nothing_without_the_key_from_a_page_or_of_another_kind()
    {
        var body = TelemetryMessages.Logs("api", (9, "hello", 0));
        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync("logs", body, key: "wrong")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync("logs", body, key: null)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await SendAsync("logs", body, origin: $"http://127.0.0.1:{_app.Dashboard.Port}")).StatusCode);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await SendAsync("logs", body, contentType: "application/json")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync("logs", [0xFF, 0xFF])).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync("logs", body, encoding: "gzip")).StatusCode);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await SendAsync("logs", body, encoding: "br")).StatusCode);
        Assert.Empty((await GetAsync("/api/logs")).EnumerateArray());
    }

    [Fact]
    public async Task A_small_body_that_unpacks_to_gigabytes_is_refused()
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
            await gzip.WriteAsync(new byte[40 * 1024 * 1024]);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await SendAsync("traces", packed.ToArray(), encoding: "gzip")).StatusCode);
    }

    [Fact]
    public async Task What_was_kept_can_be_forgotten()
    {
        await SendAsync("logs", TelemetryMessages.Logs("api", (9, "hello", 0)));
        Assert.Single((await GetAsync("/api/logs")).EnumerateArray());
        using var request = new HttpRequestMessage(HttpMethod.Post, Address("/api/telemetry/clear"));
        request.Headers.Add("x-dashboard-token", TestApplication.Token);
        Assert.Equal(HttpStatusCode.NoContent, (await _app.Http.SendAsync(request)).StatusCode);
        Assert.Empty((await GetAsync("/api/logs")).EnumerateArray());
    }

    private Uri Address(string path) => new($"http://127.0.0.1:{_app.Dashboard.Port}{path}");

    private async Task<JsonElement> GetAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Address(path));
        request.Headers.Add("x-dashboard-token", TestApplication.Token);
        using var response = await _app.Http.SendAsync(request, TestDeadline.Token);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    private async Task<HttpResponseMessage> SendAsync(
        string signal, byte[] body, bool isPacked = false, string? key = "own", string? origin = null, string contentType = "application/x-protobuf", string? encoding = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Address($"/otlp/v1/{signal}")) { Content = new ByteArrayContent(isPacked ? Packed(body) : body) };
        request.Content.Headers.ContentType = new(contentType);
        if (isPacked || encoding is not null)
            request.Content.Headers.ContentEncoding.Add(encoding ?? "gzip");
        if (key is not null)
            request.Headers.Add("x-otlp-api-key", key == "own" ? _app.Receiver.Key : key);
        if (origin is not null)
            request.Headers.Add("Origin", origin);
        return await _app.Http.SendAsync(request, TestDeadline.Token);
    }

    private static byte[] Packed(byte[] body)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(body);
        return packed.ToArray();
    }
}
