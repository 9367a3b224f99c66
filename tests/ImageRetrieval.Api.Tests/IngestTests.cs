using System.Net;
using System.Net.ServerSentEvents;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ImageRetrieval.Api.Tests;

public sealed class IngestTests
{
    private const string Key = "a key of some length";

    [Fact]
    public async Task The_stream_reports_each_change_and_ends_with_the_service()
    {
        await using var server = new ApiServer().With("Worker:StreamSeconds", "0.05").With("Api:Safety:RequestSeconds", "0.1");
        using var client = server.CreateClient();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var response = await client.GetAsync("/v1/ingest/stream", HttpCompletionOption.ResponseHeadersRead, limit.Token);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        await using var events = SseParser.Create(await response.Content.ReadAsStreamAsync(limit.Token)).EnumerateAsync(limit.Token).GetAsyncEnumerator(limit.Token);

        Assert.Equal("unknown", await NextStateAsync(events));
        await WriteStatusAsync(server, "idle");
        Assert.Equal("idle", await NextStateAsync(events));
        // The same again is no event: the next one is the change after it.
        await WriteStatusAsync(server, "idle");
        await WriteStatusAsync(server, "done");
        Assert.Equal("done", await NextStateAsync(events));

        var stop = server.Services.GetRequiredService<IHostApplicationLifetime>();
        stop.StopApplication();
        Assert.False(await events.MoveNextAsync());
    }

    [Theory]
    [InlineData("/v1/ingest/retry?reason=http_5xx&host=a.test%3A80", "/status/retry?reason=http_5xx&host=a.test%3A80")]
    [InlineData("/v1/ingest/retry?host=a.test", "/status/retry?host=a.test")]
    [InlineData("/v1/ingest/retry", "/status/retry")]
    [InlineData("/v1/ingest/retry?id=a%2Fb", "/status/retry?id=a%2Fb")]
    [InlineData("/v1/ingest/pause", "/status/pause")]
    [InlineData("/v1/ingest/resume", "/status/resume")]
    [InlineData("/v1/ingest/rebuild", "/status/rebuild")]
    [InlineData("/v1/ingest/pin?model=builtin&version=00000002", "/status/pin?model=builtin&version=00000002")]
    [InlineData("/v1/ingest/pin?model=builtin", "/status/pin?model=builtin")]
    public async Task A_command_reaches_the_Worker_with_its_key_and_its_answer_is_returned(string path, string command)
    {
        await using var worker = await FakeWorker.StartAsync();
        // As the AppHost says where a service is.
        await using var server = new ApiServer().With("services:worker:http:0", worker.Address).With("Status:Key", Key);
        using var client = server.CreateClient();
        using var response = await client.PostAsync(new Uri(path, UriKind.Relative), null);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal("""{"images":2}""", await response.Content.ReadAsStringAsync());
        Assert.Equal([(command, Key)], worker.Commands);
    }

    [Theory]
    [InlineData("", "?limit=50&offset=0")]
    [InlineData("?reason=http_5xx&host=a.test%3A80&limit=7&offset=14", "?reason=http_5xx&host=a.test%3A80&limit=7&offset=14")]
    [InlineData("?host=", "?host=&limit=50&offset=0")]
    public async Task Failures_are_read_from_the_Worker_with_its_key(string query, string sent)
    {
        await using var worker = await FakeWorker.StartAsync();
        worker.Answer = (200, """{"total":0,"failures":[]}""");
        await using var server = new ApiServer().With("Worker:Address", worker.Address).With("Status:Key", Key);
        using var client = server.CreateClient();
        Assert.Equal(worker.Answer.Body, await client.GetStringAsync(new Uri("/v1/ingest/failures" + query, UriKind.Relative)));
        Assert.Equal([("GET /status/failures" + sent, Key)], worker.Commands);

        worker.Answer = (400, """{"detail":"limit is 500 and offset 0; limit must be 1..200, offset 0 or more."}""");
        using var refused = await client.GetAsync(new Uri("/v1/ingest/failures?limit=500", UriKind.Relative));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("1..200", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400, """{"detail":"Unknown reason 'x'."}""", 400, "Unknown reason 'x'.")]
    [InlineData(401, "", 503, "Status:Key")]
    [InlineData(408, """{"detail":"The command arrived 9 ms after it expired."}""", 503, "9 ms after")]
    [InlineData(500, "<html>", 503, "500")]
    [InlineData(200, "no JSON", 503, "200")]
    public async Task Commands_that_the_Worker_rejects_are_explained(int status, string body, int expected, string words)
    {
        await using var worker = await FakeWorker.StartAsync();
        worker.Answer = (status, body);
        await using var server = new ApiServer().With("Worker:Address", worker.Address);
        using var client = server.CreateClient();
        Assert.Contains(words, await ProblemAsync(client, expected), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_Worker_the_remedy_is_named()
    {
        await using var alone = new ApiServer();
        using (var client = alone.CreateClient())
            Assert.Contains("Worker:Address", await ProblemAsync(client, 503), StringComparison.Ordinal);

        string address;
        await using (var worker = await FakeWorker.StartAsync())
            address = worker.Address;
        await using var server = new ApiServer().With("Worker:Address", address);
        using (var client = server.CreateClient())
            Assert.Contains("is not responding", await ProblemAsync(client, 503), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_has_an_expiry_and_the_wait_for_a_hanging_Worker_ends_then()
    {
        await using var worker = await FakeWorker.StartAsync();
        await using (var server = new ApiServer().With("Worker:Address", worker.Address).With("Worker:CommandSeconds", "7"))
        {
            using var client = server.CreateClient();
            var before = DateTimeOffset.UtcNow;
            using var response = await client.PostAsync(new Uri("/v1/ingest/pause", UriKind.Relative), null);
            Assert.InRange(worker.Expires!.Value, before.AddSeconds(6.9), DateTimeOffset.UtcNow.AddSeconds(7));
        }

        // It takes the connection and says nothing, as a process that was stopped.
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        await using (var server = new ApiServer().With("Worker:Address", $"http://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}").With("Worker:CommandSeconds", "0.1"))
        {
            using var client = server.CreateClient();
            Assert.Contains("will not execute", await ProblemAsync(client, 503).WaitAsync(TimeSpan.FromSeconds(10)), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Origin", "http://evil.test")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    public async Task A_page_of_another_site_commands_nothing(string header, string value)
    {
        await using var worker = await FakeWorker.StartAsync();
        await using var server = new ApiServer().With("Worker:Address", worker.Address);
        using var client = server.CreateClient();
        client.DefaultRequestHeaders.Add(header, value);
        await ProblemAsync(client, 403);
        Assert.Empty(worker.Commands);
    }

    private static async Task WriteStatusAsync(ApiServer server, string state)
    {
        var path = Path.Combine(server.DataFolder, "status.json");
        await File.WriteAllTextAsync(path + ".new", $$"""{"state":"{{state}}"}""");
        File.Move(path + ".new", path, overwrite: true);
    }

    private static async Task<string?> NextStateAsync(IAsyncEnumerator<SseItem<string>> events)
    {
        Assert.True(await events.MoveNextAsync());
        Assert.Equal("status", events.Current.EventType);
        using var json = JsonDocument.Parse(events.Current.Data);
        return json.RootElement.GetProperty("state").GetString();
    }

    private static async Task<string> ProblemAsync(HttpClient client, int status)
    {
        using var response = await client.PostAsync(new Uri("/v1/ingest/pause", UriKind.Relative), null);
        Assert.Equal((status, "application/problem+json"), ((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return json.RootElement.GetProperty("detail").GetString()!;
    }
}
