using System.Net;
using System.Security.Cryptography;
using System.Text;
using ImageRetrieval.Api.Safety;
using ImageRetrieval.Fixtures;

namespace ImageRetrieval.Api.Tests;

public sealed class SafetyTests
{
    [Fact]
    public async Task With_keys_each_route_requires_one_with_its_role_and_the_others_stay_open()
    {
        await using var server = new ApiServer()
            .With("Api:Safety:Keys:0:Name", "portal").With("Api:Safety:Keys:0:Sha256", Digest("open sesame")).With("Api:Safety:Keys:0:Roles", "search")
            .With("Api:Safety:Keys:1:Name", "loader").With("Api:Safety:Keys:1:Sha256", Digest("another")).With("Api:Safety:Keys:1:Roles", "search,ingest");
        using var client = server.CreateClient();

        Assert.Equal(401, await StatusAsync(client, "/v1/models", null));
        Assert.Equal(401, await StatusAsync(client, "/v1/models", "open"));
        Assert.Equal(401, await StatusAsync(client, "/v1/models", Digest("open sesame")));
        Assert.Equal(200, await StatusAsync(client, "/v1/models", "open sesame"));
        Assert.Equal(200, await StatusAsync(client, "/v1/models", "another", bearer: true));
        Assert.Equal(403, await StatusAsync(client, "/v1/ingest", "open sesame"));
        Assert.Equal(200, await StatusAsync(client, "/v1/ingest", "another"));
        Assert.All(await Task.WhenAll(((string[])["/", "/health", "/alive", "/docs", "/openapi/v1.json"]).Select(path => StatusAsync(client, path, null))), status => Assert.Equal(200, status));

        var predict = await Answer.PostAsync(client, "/predict", TestImages.Random(1), "q.png", "image/png");
        Assert.Equal(HttpStatusCode.Unauthorized, predict.Status);
        Assert.Contains("X-Api-Key", predict.Json.GetProperty("detail").GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "00", "search", "Name")]
    [InlineData("a", "00", "search", "Sha256")]
    [InlineData("a", null, "admin", "Roles")]
    public void An_invalid_key_is_reported_at_start(string name, string? digest, string roles, string fault) =>
        Assert.StartsWith(fault, new ApiKey { Name = name, Sha256 = digest ?? Digest("x"), Roles = roles }.Fault, StringComparison.Ordinal);

    [Fact]
    public async Task One_client_with_too_many_requests_has_to_wait_and_health_is_not_counted()
    {
        await using var server = new ApiServer().With("Api:Safety:RequestsPerSecond", "1");
        using var client = server.CreateClient();
        var statuses = new List<HttpStatusCode>();
        HttpResponseMessage last;
        do
        {
            last = await client.GetAsync("/v1/models");
            statuses.Add(last.StatusCode);
        }
        while (last.StatusCode == HttpStatusCode.OK && statuses.Count < 1000);
        Assert.Equal(HttpStatusCode.TooManyRequests, statuses[^1]);
        Assert.Equal(TimeSpan.FromSeconds(1), last.Headers.RetryAfter!.Delta);
        Assert.Equal("application/problem+json", last.Content.Headers.ContentType?.MediaType);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/alive")).StatusCode);
    }

    [Fact]
    public async Task A_body_that_trickles_is_given_up()
    {
        await using var server = new ApiServer().With("Api:Safety:BodyGraceSeconds", "1.1");
        using var client = server.CreateClient();
        var answers = await Task.WhenAll(((string[])["/predict", "/v1/search", "/v1/search/batch"]).Select(path => RawHttp.SendAsync(client.BaseAddress!, RawHttp.EndlessForm(path))));
        Assert.All(answers, answer => Assert.Equal(408, answer.Status));
    }

    [Fact]
    public async Task Every_answer_has_the_headers_of_safety_and_none_names_the_server()
    {
        await using var server = new ApiServer();
        using var client = server.CreateClient();
        foreach (var path in (string[])["/v1/models", "/v1/nothing", "/docs", "/predict"])
        {
            using var response = await client.GetAsync(path);
            Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.Equal("no-referrer", response.Headers.GetValues("Referrer-Policy").Single());
            Assert.Contains("default-src 'none'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
            Assert.False(response.Headers.Contains("Server"));
            Assert.False(response.Headers.Contains("X-Powered-By"));
        }
    }

    [Fact]
    public async Task Only_named_origins_may_call_from_a_browser()
    {
        await using var server = new ApiServer().With("Api:Safety:CorsOrigins", "https://photos.example");
        using var client = server.CreateClient();
        Assert.Equal("https://photos.example", await AllowedOriginAsync(client, "https://photos.example"));
        Assert.Null(await AllowedOriginAsync(client, "https://evil.example"));
    }

    [Fact]
    public async Task A_request_that_takes_too_long_is_cancelled_with_a_message()
    {
        await using var server = new ApiServer().With("Api:Safety:RequestSeconds", "0.1");
        using var client = server.CreateClient();
        var (status, text) = await RawHttp.SendAsync(client.BaseAddress!, "POST /v1/search HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{");
        Assert.Equal(503, status);
        Assert.Contains("Retry-After: ", text, StringComparison.Ordinal);
    }

    private static string Digest(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    private static async Task<int> StatusAsync(HttpClient client, string path, string? key, bool bearer = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (key is not null)
            request.Headers.Add(bearer ? "Authorization" : "X-Api-Key", bearer ? "Bearer " + key : key);
        using var response = await client.SendAsync(request);
        return (int)response.StatusCode;
    }

    private static async Task<string?> AllowedOriginAsync(HttpClient client, string origin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/models");
        request.Headers.Add("Origin", origin);
        using var response = await client.SendAsync(request);
        return response.Headers.TryGetValues("Access-Control-Allow-Origin", out var values) ? values.Single() : null;
    }
}
