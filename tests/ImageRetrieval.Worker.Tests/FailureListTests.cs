using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ImageRetrieval.Fixtures;
using ImageRetrieval.Worker.Status;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace ImageRetrieval.Worker.Tests;

/// <summary><c>GET /status/failures</c>, and what a retry changes in it.</summary>
public sealed class FailureListTests : IAsyncLifetime
{
    private const string Key = "a key of some length";

    private readonly TestWorker _worker = new();
    private PictureServer _server = null!;

    public async Task InitializeAsync() => _server = await PictureServer.StartAsync();

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        _worker.Dispose();
    }

    [Fact]
    public async Task Failures_are_listed_by_page_reason_and_host_and_the_outcome_of_a_retry_is_reported()
    {
        var rows = Enumerable.Range(0, 4).Select(i => $"{_server.Add($"{i}.png", [], status: 404)},{i}").ToList();
        rows.Add($"{_server.Add("4.png", "<html>"u8.ToArray())},4");
        rows.Add($"{_server.Add("5.png", TestImages.Random(5))},5");
        _worker.WriteList(rows);
        await using var app = await _worker.StartAsync("--Status:Key=" + Key);
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        Assert.Equal(HttpStatusCode.Unauthorized, (await http.GetAsync("/status/failures")).StatusCode);
        http.DefaultRequestHeaders.Add("X-Api-Key", Key);
        await DoneAsync(app);

        var all = await ListAsync(http, "?limit=2&offset=1");
        var row = all.GetProperty("failures")[0];
        var host = new Uri(_server.Address).Authority;
        Assert.Equal((5, 2), (all.GetProperty("total").GetInt32(), all.GetProperty("failures").GetArrayLength()));
        Assert.Equal(("1", "http_4xx", "permanent", host), (row.GetProperty("id").GetString(), row.GetProperty("reason").GetString(), row.GetProperty("state").GetString(), row.GetProperty("host").GetString()));
        Assert.InRange(row.GetProperty("lastTry").GetDateTimeOffset(), DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow.AddMinutes(1));
        Assert.Equal(4, all.GetProperty("reasons").GetProperty("http_4xx").GetInt32());
        Assert.Equal(5, all.GetProperty("hosts")[0].GetProperty("failed").GetInt32());
        Assert.Equal(JsonValueKind.Null, all.GetProperty("retried").ValueKind);
        Assert.Equal(1, (await ListAsync(http, "?reason=not_an_image")).GetProperty("total").GetInt32());
        Assert.Equal(0, (await ListAsync(http, "?host=elsewhere.test:80")).GetProperty("total").GetInt32());

        // One of them can be downloaded by now.
        _server.Add("0.png", TestImages.Random(0));
        await RetryAsync(http, "?reason=http_4xx", 4);
        await DoneAsync(app);
        Assert.Equal("""{"images":4,"waiting":0,"stored":1,"failed":3}""", (await ListAsync(http, "")).GetProperty("retried").GetRawText());
        await RetryAsync(http, "?id=3", 1);
        await DoneAsync(app);
        Assert.Equal("""{"images":1,"waiting":0,"stored":0,"failed":1}""", (await ListAsync(http, "")).GetProperty("retried").GetRawText());
        await RetryAsync(http, "?id=unknown", 0);
        await app.StopAsync();
    }

    [Theory]
    [InlineData("GET", "/status/failures?reason=bad_luck", "bad_luck")]
    [InlineData("GET", "/status/failures?limit=201", "1..200")]
    [InlineData("GET", "/status/failures?offset=-1", "0 or more")]
    [InlineData("POST", "/status/retry?id=1&host=a.test", "without reason and host")]
    public async Task Invalid_values_are_rejected_with_the_limits(string method, string address, string words)
    {
        _worker.WriteList([]);
        await using var app = await _worker.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        using var request = new HttpRequestMessage(new HttpMethod(method), address);
        using var answer = await http.SendAsync(request);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(words, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await app.StopAsync();
    }

    // The pass that a command starts is not in progress yet when the command is answered.
    private static Task DoneAsync(WebApplication app) => TestWorker.UntilAsync(() =>
        app.Services.GetRequiredService<StatusBoard>().Read().State == "done"
        && app.Services.GetRequiredService<ImageRetrieval.Collection.Catalog.ICatalogReport>().CountsAsync(default).AsTask().GetAwaiter().GetResult().Pending == 0);

    private static Task<JsonElement> ListAsync(HttpClient http, string query) => http.GetFromJsonAsync<JsonElement>("/status/failures" + query);

    private static async Task RetryAsync(HttpClient http, string query, int images)
    {
        using var answer = await http.PostAsync("/status/retry" + query, null);
        Assert.Equal(images, (await answer.Content.ReadFromJsonAsync<RetryAnswer>())!.Images);
    }
}
