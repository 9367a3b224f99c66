using ImageRetrieval.Fixtures;

namespace ImageRetrieval.Api.Tests;

/// <summary>DNS rebinding: a page whose name points to this machine neither reads nor commands.</summary>
public sealed class ForeignHostTests
{
    [Fact]
    public async Task A_rebound_page_reads_nothing_and_commands_nothing()
    {
        await using var worker = await FakeWorker.StartAsync();
        await using var server = new ApiServer().With("Worker:Address", worker.Address);
        await server.PublishAsync([("1", "1.png", TestImages.Random(1))]);
        using var client = server.CreateClient();
        await ApiServer.WaitForReadyAsync(client);

        foreach (var host in (string[])["rebound.example", $"rebound.example:{client.BaseAddress!.Port}", "REBOUND.example.", "127.0.0.1.rebound.example"])
        {
            foreach (var request in (string[])["POST /v1/ingest/pause", "GET /v1/images", "GET /v1/images/1/original", "GET /", "GET /docs", "GET /health", "GET /nothing"])
            {
                var (status, text) = await SendAsync(client, request, host, $"Origin: http://{host}", "X-Forwarded-Host: localhost");
                Assert.True(status == 400 && text.Contains("AllowedHosts", StringComparison.Ordinal), $"{request} for {host}: {text}");
            }
        }
        Assert.Empty(worker.Commands);

        // The address in the request's line counts as much as the header.
        Assert.Equal(400, (await SendAsync(client, "GET http://rebound.example/v1/images", "localhost")).Status);
    }

    [Theory]
    [InlineData("localhost", "localhost", 202)]
    [InlineData("127.0.0.1", "127.0.0.1", 202)]
    [InlineData("[::1]", "[::1]", 202)]
    [InlineData("photos.example", "photos.example", 202)]
    [InlineData("any.example", "any.example", 403)]
    [InlineData("localhost", "any.example", 403)]
    public async Task Where_any_host_may_ask_only_pages_of_known_ones_command(string host, string page, int status)
    {
        await using var worker = await FakeWorker.StartAsync();
        await using var server = new ApiServer().With("Worker:Address", worker.Address).With("AllowedHosts", "photos.example;*");
        using var client = server.CreateClient();
        var port = client.BaseAddress!.Port;
        Assert.Equal(status, (await SendAsync(client, "POST /v1/ingest/pause", $"{host}:{port}", $"Origin: http://{page}:{port}")).Status);
        Assert.Equal(status == 202 ? 1 : 0, worker.Commands.Count);
    }

    private static Task<(int Status, string Text)> SendAsync(HttpClient client, string request, string host, params string[] headers) =>
        RawHttp.SendAsync(client.BaseAddress!, $"{request} HTTP/1.1\r\nHost: {host}\r\nContent-Length: 0\r\n{string.Concat(headers.Select(header => header + "\r\n"))}\r\n");
}
