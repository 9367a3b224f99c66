using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace ImageRetrieval.Api.Tests;

/// <summary>Access rules hang on endpoints, not on how an address is written.</summary>
public sealed class AccessTests
{
    private static readonly string[] s_open = ["/", "/alive", "/docs", "/docs/{file}", "/health", "/openapi/{documentName}.json", "/redoc"];

    [Fact]
    public async Task Every_endpoint_except_pages_descriptions_and_health_requires_a_key()
    {
        await using var server = WithKeys();
        using var client = server.CreateClient();
        var endpoints = server.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().ToList();

        var open = endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null).Select(endpoint => "/" + endpoint.RoutePattern.RawText!.TrimStart('/')).Order(StringComparer.Ordinal);
        Assert.Equal(s_open, open);
        var closed = endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null).ToList();
        Assert.NotEmpty(closed);
        foreach (var endpoint in closed)
        {
            var path = endpoint.RoutePattern.RawText!.Replace("{id}", "1", StringComparison.Ordinal);
            foreach (var method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods)
                Assert.Equal(401, (await SendAsync(client, $"{method} {path}", null)).Status);
        }
    }

    [Theory]
    [InlineData("GET //v1/models")]
    [InlineData("GET /V1/Models")]
    [InlineData("GET /v1/models/")]
    [InlineData("GET /v1//models")]
    [InlineData("GET /v1/%6Dodels")]
    [InlineData("GET /%76%31/models")]
    [InlineData("GET /docs/../v1/models")]
    [InlineData("GET /docs/%2e%2e/v1/models")]
    [InlineData("GET /docs/..%2Fv1/models")]
    [InlineData("GET /v1/./ingest")]
    [InlineData("GET /v1/INGEST/")]
    [InlineData("GET /v1%2Fingest")]
    [InlineData("GET /v1;x/models")]
    [InlineData("POST /predict/")]
    [InlineData("POST /PREDICT")]
    [InlineData("POST //predict")]
    [InlineData("GET /predict")]
    [InlineData("DELETE /v1/models")]
    [InlineData("GET /v2/models")]
    public async Task No_spelling_of_a_path_bypasses_the_key(string request)
    {
        await using var server = WithKeys();
        using var client = server.CreateClient();
        var (status, text) = await SendAsync(client, request, null);
        Assert.Equal(401, status);
        Assert.Contains("X-Api-Key", text, StringComparison.Ordinal);
        // With the key, the address is what it is.
        Assert.NotEqual(401, (await SendAsync(client, request, "searcher's key")).Status);
    }

    [Theory]
    [InlineData("GET /v1/ingest/")]
    [InlineData("GET /V1/Ingest")]
    [InlineData("GET /docs/../v1/ingest")]
    [InlineData("POST /v1/ingest/PAUSE/")]
    public async Task No_spelling_of_a_path_bypasses_the_role_of_the_ingest(string request)
    {
        await using var server = WithKeys();
        using var client = server.CreateClient();
        var (status, text) = await SendAsync(client, request, "searcher's key");
        Assert.Equal(403, status);
        Assert.Contains("'ingest'", text, StringComparison.Ordinal);
        Assert.NotEqual(403, (await SendAsync(client, request, "loader's key")).Status);
    }

    [Fact]
    public async Task The_embeddings_routes_require_a_key_with_the_role_search()
    {
        await using var server = WithKeys();
        using var client = server.CreateClient();
        foreach (var request in (string[])["POST /v1/embeddings", "GET /v1/images/1/embedding"])
        {
            Assert.Equal(401, (await SendAsync(client, request, null)).Status);
            Assert.Equal(403, (await SendAsync(client, request, "commander's key")).Status);
            Assert.DoesNotContain((await SendAsync(client, request, "searcher's key")).Status, (int[])[401, 403]);
        }
    }

    [Fact]
    public async Task Each_key_has_its_own_rate_regardless_of_its_address()
    {
        await using var server = WithKeys().With("Api:Safety:RequestsPerSecond", "2");
        using var client = server.CreateClient();
        await UseUpAsync(client, "searcher's key", IPAddress.Loopback);
        Assert.Equal(429, (await SendAsync(client, "GET /v1/models", "searcher's key", IPAddress.Parse("127.0.0.3"))).Status);
        Assert.Equal(200, (await SendAsync(client, "GET /v1/models", "loader's key")).Status);
    }

    [Fact]
    public async Task Without_keys_each_address_has_its_own_rate()
    {
        await using var server = new ApiServer().With("Api:Safety:RequestsPerSecond", "2");
        using var client = server.CreateClient();
        await UseUpAsync(client, null, IPAddress.Loopback);
        Assert.Equal(200, (await SendAsync(client, "GET /v1/models", null, IPAddress.Parse("127.0.0.3"))).Status);
    }

    [Theory]
    [InlineData("POST /v1/embeddings")]
    [InlineData("GET /v1/images/1/embedding")]
    public async Task The_embeddings_routes_count_for_the_rate(string request)
    {
        await using var server = new ApiServer().With("Api:Safety:RequestsPerSecond", "1");
        using var client = server.CreateClient();
        var statuses = new List<int>();
        while (statuses.Count < 1000 && !statuses.Contains(429))
            statuses.Add((await SendAsync(client, request, null)).Status);
        Assert.Equal(429, statuses[^1]);
    }

    private static async Task UseUpAsync(HttpClient client, string? key, IPAddress from)
    {
        for (var i = 0; i < 1000; i++)
        {
            var (status, text) = await SendAsync(client, "GET /v1/models", key, from);
            if (status != 429)
                continue;
            Assert.Contains("Retry-After: 1\r\n", text, StringComparison.Ordinal);
            return;
        }
        Assert.Fail("A thousand requests were let through.");
    }

    private static ApiServer WithKeys() => new ApiServer()
        .With("Api:Safety:Keys:0:Name", "searcher").With("Api:Safety:Keys:0:Sha256", Digest("searcher's key")).With("Api:Safety:Keys:0:Roles", "search")
        .With("Api:Safety:Keys:1:Name", "loader").With("Api:Safety:Keys:1:Sha256", Digest("loader's key")).With("Api:Safety:Keys:1:Roles", "search,ingest")
        .With("Api:Safety:Keys:2:Name", "commander").With("Api:Safety:Keys:2:Sha256", Digest("commander's key")).With("Api:Safety:Keys:2:Roles", "ingest");

    private static string Digest(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    private static Task<(int Status, string Text)> SendAsync(HttpClient client, string request, string? key, IPAddress? from = null) =>
        RawHttp.SendAsync(client.BaseAddress!, $"{request} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n{(key is null ? "" : $"X-Api-Key: {key}\r\n")}\r\n", from: from);
}
