using System.Net;
using System.Net.Http.Json;
using ImageRetrieval.Api.Safety;
using Microsoft.Extensions.DependencyInjection;

namespace ImageRetrieval.Api.Tests;

/// <summary>Which requests pass the gate, and what they count for the rate of a client.</summary>
public sealed class GatedRouteTests
{
    private static readonly string s_picture = Convert.ToBase64String(Pictures.Bytes(1));

    [Fact]
    public async Task Everything_that_uses_a_core_passes_the_gate_and_the_rest_does_not()
    {
        await using var server = await StartAsync(new ApiServer().With("Api:Safety:MaxWaiting", "0"));
        using var client = server.CreateClient();
        await ApiServer.WaitForReadyAsync(client);
        var gate = server.Services.GetRequiredService<WorkGate>();
        var places = new List<IDisposable>();
        // The live recall is measured while the gate is idle, and leaves it soon.
        while (places.Count < WorkGate.Places)
            places.Add(await gate.EnterAsync(WorkWeight.Light, CancellationToken.None));

        foreach (var (path, body) in Work())
        {
            using var busy = await SendAsync(client, path, body);
            Assert.True(busy.StatusCode == HttpStatusCode.ServiceUnavailable, $"{path}: {busy.StatusCode}");
            Assert.Equal(TimeSpan.FromSeconds(1), busy.Headers.RetryAfter!.Delta);
        }
        var batch = await SendAsync(client, "/v1/search/batch", new { searches = new[] { new { queries = new[] { new { id = "1" } } }, new { queries = new[] { new { id = "2" } } } } });
        Assert.Contains("\"status\":503", await batch.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        foreach (var path in (string[])["/v1/images/1/embedding", "/v1/images/1", "/v1/images?limit=5", "/v1/images/1/original", "/v1/models", "/health"])
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(path)).StatusCode);

        places.ForEach(place => place.Dispose());
        foreach (var (path, body) in Work())
            Assert.Equal((path, HttpStatusCode.OK), (path, (await SendAsync(client, path, body)).StatusCode));
    }

    [Theory]
    [InlineData("batch", 60)]
    [InlineData("embeddings", 60)]
    [InlineData("parts", 15)]
    [InlineData("embedding", 0)]
    [InlineData("search", 0)]
    public async Task A_request_counts_for_the_rate_by_what_it_costs(string what, int leastDebt)
    {
        await using var server = await StartAsync(new ApiServer().With("Api:Safety:RequestsPerSecond", "1"));
        using var client = server.CreateClient();
        // Health is not counted: a question to /v1 would be.
        await ApiServer.UntilHealthAsync(client, HttpStatusCode.OK);
        (string Path, object? Body) request = what switch
        {
            "batch" => ("/v1/search/batch", new { searches = Enumerable.Repeat(new { queries = new[] { new { id = "1" } } }, 64) }),
            "embeddings" => ("/v1/embeddings", new { images = Enumerable.Repeat(s_picture, 64) }),
            "parts" => ("/v1/search", new { queries = Enumerable.Repeat(new { image = s_picture }, 16) }),
            "embedding" => ("/v1/images/1/embedding", null),
            _ => ("/v1/search", new { queries = new[] { new { id = "1" } } }),
        };
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(client, request.Path, request.Body)).StatusCode);

        using var next = await client.GetAsync("/v1/models");
        Assert.Equal(leastDebt > 0 ? HttpStatusCode.TooManyRequests : HttpStatusCode.OK, next.StatusCode);
        if (leastDebt > 0)
            Assert.InRange(next.Headers.RetryAfter!.Delta!.Value.TotalSeconds, leastDebt - 5, 65);
    }

    private static IEnumerable<(string Path, object? Body)> Work()
    {
        var id = new[] { new { id = "1" } };
        return
        [
            ("/v1/search", new { queries = id }),
            ("/v1/search", new { exact = true, queries = id }),
            ("/v1/search", new { queries = id, filter = new { column = "year", gte = 1990 } }),
            ("/v1/search", new { queries = new[] { new { image = s_picture } } }),
            ("/v1/embeddings", new { images = new[] { s_picture } }),
            ("/v1/images/1/similar", null),
            ("/v1/image/similar?id=1", null),
            ("/v1/images?filter=%7B%22column%22%3A%22kind%22%2C%22eq%22%3A%22rare%22%7D", null),
            ("/v1/facets", null),
            ("/v1/images/1/thumbnail?size=96", null),
        ];
    }

    private static async Task<ApiServer> StartAsync(ApiServer server)
    {
        await server.PublishAsync(Pictures.All(), columns: Pictures.Columns);
        return server;
    }

    private static Task<HttpResponseMessage> SendAsync(HttpClient client, string path, object? body) =>
        body is null ? client.GetAsync(new Uri(path, UriKind.Relative)) : client.PostAsJsonAsync(path, body);
}
