using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ImageRetrieval.Fixtures;
using ImageRetrieval.VectorIndex;
using ImageRetrieval.Worker.Status;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace ImageRetrieval.Worker.Tests;

/// <summary>The service as it runs on: what it publishes meanwhile, what it answers, what it is told.</summary>
public sealed class ServiceTests : IAsyncLifetime
{
    private readonly TestWorker _worker = new();
    private PictureServer _server = null!;

    public async Task InitializeAsync() => _server = await PictureServer.StartAsync();

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        _worker.Dispose();
    }

    [Fact]
    public async Task A_first_snapshot_can_be_searched_while_the_rest_is_processed()
    {
        WritePictures(30);
        _server.HoldFrom = 20;
        await using var app = await _worker.StartAsync("--Publish:FirstImages=5", "--Publish:EveryImages=1000000", "--Ingest:HostConcurrency=1");
        await TestWorker.UntilAsync(() => Status(app).Models is [{ Published: not null }]);

        Assert.Equal("running", Status(app).State);
        Assert.InRange(_worker.Indexed().Count, 5, 19);
        _server.Open();
        await TestWorker.UntilAsync(() => Status(app).State == "done");
        Assert.Equal(30, _worker.Indexed().Count);
        await app.StopAsync();
    }

    [Fact]
    public async Task A_new_embedding_space_replaces_the_old_one_only_when_it_is_complete()
    {
        WritePictures(20);
        await _worker.RunAsync();
        // Another entry of the same name: other pixels go in, so another space comes out.
        var builtin = Vision.Models.ModelList.Load().Find("builtin");
        await File.WriteAllTextAsync(_worker.PathOf("models.json"), JsonSerializer.Serialize(new { models = new[] { builtin with { Preprocessing = builtin.Preprocessing with { Mean = [0.5f, 0.5f, 0.5f] } } } }, JsonSerializerOptions.Web));
        WritePictures(40);
        _server.HoldFrom = _server.Requests + 15;
        await using var app = await _worker.StartAsync("--Publish:FirstImages=5", "--Publish:EveryImages=5", "--Publish:EverySeconds=0.05", "--Ingest:HostConcurrency=1", "--model-list", _worker.PathOf("models.json"));
        await TestWorker.UntilAsync(() => Status(app).Indexed >= 34);
        string old;
        using (var snapshot = _worker.OpenSnapshot())
            (old, _) = (snapshot.Manifest.EmbeddingSpace, snapshot.Count);
        Assert.Equal(20, _worker.Indexed().Count);

        _server.Open();
        await TestWorker.UntilAsync(() => Status(app).State == "done");
        using var next = _worker.OpenSnapshot();
        Assert.Equal(40, next.Count);
        Assert.NotEqual(old, next.Manifest.EmbeddingSpace);
        // The way back: the old one is kept beside it.
        Assert.Equal(2, SnapshotFolder.Versions(Path.Combine(_worker.Data, "snapshots", "builtin")).Count);
        await app.StopAsync();
    }

    [Fact]
    public async Task Paused_work_does_not_proceed_until_it_is_resumed()
    {
        WritePictures(30);
        _server.HoldFrom = 10;
        await using var app = await _worker.StartAsync("--Ingest:HostConcurrency=1", "--Ingest:DownloadConcurrency=1");
        using var http = Client(app);
        await TestWorker.UntilAsync(() => _server.Requests >= 10);
        await http.PostAsync("/status/pause", null);
        _server.Open();
        // What was under way comes to its end, and nothing new begins.
        await TestWorker.UntilAsync(() => Status(app) is { DownloadsThisRun: 10, Current.Count: 0 } or { DownloadsThisRun: 10, Indexed: 9 });
        Assert.Equal(10, _server.Requests);
        Assert.True((await StatusAsync(http)).GetProperty("paused").GetBoolean());

        await http.PostAsync("/status/resume", null);
        await TestWorker.UntilAsync(() => Status(app).State == "done");
        Assert.Equal(30, Status(app).Indexed);
        await app.StopAsync();
    }

    [Fact]
    public async Task Failed_images_are_retried_by_command_by_reason_and_host()
    {
        WritePictures(3);
        _server.Add("0.png", [], status: 404);
        _server.Add("1.png", "<html>"u8.ToArray());
        await using var app = await _worker.StartAsync();
        using var http = Client(app);
        await TestWorker.UntilAsync(() => Status(app).State == "done");
        Assert.Equal(2, Status(app).Failed);
        var host = (await StatusAsync(http)).GetProperty("failuresByHost")[0];
        Assert.Equal((new Uri(_server.Address).Authority, 2), (host.GetProperty("host").GetString(), host.GetProperty("failed").GetInt32()));

        _server.Add("0.png", TestImages.Random(0));
        _server.Add("1.png", TestImages.Random(1));
        Assert.Equal(HttpStatusCode.BadRequest, (await http.PostAsync("/status/retry?reason=bad_luck", null)).StatusCode);
        Assert.Equal(0, (await Retry(http, "?reason=http_4xx&host=elsewhere.test")).Images);
        Assert.Equal(1, (await Retry(http, "?reason=http_4xx&host=" + Uri.EscapeDataString(new Uri(_server.Address).Authority))).Images);
        await TestWorker.UntilAsync(() => Status(app) is { State: "done", Indexed: 2 });
        Assert.Equal(1, (await Retry(http, "")).Images);
        await TestWorker.UntilAsync(() => Status(app) is { State: "done", Indexed: 3 });
        await app.StopAsync();
    }

    [Fact]
    public async Task A_rebuild_makes_new_snapshots_of_what_is_stored_and_downloads_nothing()
    {
        WritePictures(5);
        await using var app = await _worker.StartAsync();
        using var http = Client(app);
        await TestWorker.UntilAsync(() => Status(app).State == "done");
        var folder = Path.Combine(_worker.Data, "snapshots", "builtin");
        var (first, asked) = (SnapshotFolder.Versions(folder)[^1], _server.Requests);

        using var answer = await http.PostAsync("/status/rebuild", null);
        Assert.Equal("""{"models":["builtin"]}""", await answer.Content.ReadAsStringAsync());
        await TestWorker.UntilAsync(() => Status(app).State == "done" && SnapshotFolder.Versions(folder)[^1] != first);

        using var rebuilt = _worker.OpenSnapshot();
        using var before = Snapshot.Open(Path.Combine(folder, first));
        Assert.Equal(before.GetItems(0, 5).Select(item => item.ImageId).Order(), rebuilt.GetItems(0, 5).Select(item => item.ImageId).Order());
        Assert.Equal((5, 5, asked), (rebuilt.Count, Status(app).EmbeddingsThisRun, _server.Requests));
        await app.StopAsync();
    }

    [Fact]
    public async Task Going_back_to_a_snapshot_is_a_command_that_names_a_model_and_a_version_that_is_kept()
    {
        WritePictures(3);
        await using var app = await _worker.StartAsync();
        using var http = Client(app);
        await TestWorker.UntilAsync(() => Status(app).State == "done");
        var pinned = Path.Combine(_worker.Data, "snapshots", "builtin", "pinned");

        using var answer = await http.PostAsync("/status/pin?model=builtin&version=00000001", null);
        Assert.Equal("""{"model":"builtin","version":"00000001"}""", await answer.Content.ReadAsStringAsync());
        Assert.Equal("00000001", await File.ReadAllTextAsync(pinned));
        Assert.Equal(HttpStatusCode.NotFound, (await http.PostAsync("/status/pin?model=builtin&version=00000009", null)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await http.PostAsync("/status/pin?model=..&version=00000001", null)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await http.PostAsync("/status/pin?model=builtin", null)).StatusCode);
        Assert.False(File.Exists(pinned));
        await app.StopAsync();
    }

    [Fact]
    public async Task With_a_key_commands_need_it_and_pages_of_other_sites_never_command()
    {
        WritePictures(1);
        const string key = "a key of some length";
        await using var app = await _worker.StartAsync("--Status:Key=" + key);
        using var http = Client(app);

        Assert.Equal(HttpStatusCode.Unauthorized, await PauseAsync(http, null));
        Assert.Equal(HttpStatusCode.Unauthorized, await PauseAsync(http, ("X-Api-Key", "another key of some length")));
        Assert.Equal(HttpStatusCode.OK, await PauseAsync(http, ("X-Api-Key", key)));
        Assert.Equal(HttpStatusCode.OK, await PauseAsync(http, ("Authorization", "Bearer " + key)));
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/status")).StatusCode);

        using var other = new TestWorker();
        await using var keyless = await other.StartAsync("--csv", _worker.PathOf("list.csv"));
        using var local = Client(keyless);
        Assert.Equal(HttpStatusCode.OK, await PauseAsync(local, null));
        Assert.Equal(HttpStatusCode.Forbidden, await PauseAsync(local, ("Origin", "http://evil.test")));
        Assert.Equal(HttpStatusCode.Forbidden, await PauseAsync(local, ("Sec-Fetch-Site", "cross-site")));
        await keyless.StopAsync();
        await app.StopAsync();
    }

    [Fact]
    public async Task An_expired_command_is_not_executed()
    {
        WritePictures(1);
        await using var app = await _worker.StartAsync();
        using var http = Client(app);
        var now = DateTimeOffset.UtcNow;
        Assert.Equal(HttpStatusCode.RequestTimeout, await PauseAsync(http, ("X-Command-Expires", Milliseconds(now.AddSeconds(-1)))));
        Assert.Equal(HttpStatusCode.BadRequest, await PauseAsync(http, ("X-Command-Expires", "soon")));
        Assert.False(Status(app).Paused);
        Assert.Equal(HttpStatusCode.OK, await PauseAsync(http, ("X-Command-Expires", Milliseconds(now.AddMinutes(1)))));
        Assert.True(Status(app).Paused);
        await app.StopAsync();
    }

    [Fact]
    public async Task The_stream_reports_the_progress_until_its_end_and_does_not_delay_the_stop()
    {
        WritePictures(5);
        await using var app = await _worker.StartAsync("--Status:StreamSeconds=0.05");
        using var http = Client(app);
        using var answer = await http.GetAsync("/status/stream", HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType!.MediaType);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync());
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        JsonElement last = default;
        while (last.ValueKind == JsonValueKind.Undefined || last.GetProperty("state").GetString() != "done")
        {
            if (await lines.ReadLineAsync(limit.Token) is { } line && line.StartsWith("data: ", StringComparison.Ordinal))
                last = JsonSerializer.Deserialize<JsonElement>(line[6..]);
        }
        Assert.Equal(5, last.GetProperty("indexed").GetInt32());
        await app.StopAsync(limit.Token);
        Assert.False(limit.IsCancellationRequested);
    }

    [Fact]
    public async Task A_watched_folder_and_list_are_read_when_they_change()
    {
        WritePictures(2);
        var folder = Directory.CreateDirectory(_worker.PathOf("photos")).FullName;
        await File.WriteAllBytesAsync(Path.Combine(folder, "a.png"), TestImages.Random(50));
        await using var app = await _worker.StartAsync("--csv", _worker.PathOf("list.csv"), "--source", folder, "--Ingest:WatchQuietSeconds=0.1");
        await TestWorker.UntilAsync(() => Status(app) is { State: "done", Indexed: 3 });

        await File.WriteAllBytesAsync(Path.Combine(folder, "b.png"), TestImages.Random(51));
        await TestWorker.UntilAsync(() => Status(app) is { State: "done", Indexed: 4 });
        File.Delete(Path.Combine(folder, "a.png"));
        await TestWorker.UntilAsync(() => Status(app) is { State: "done", Total: 3 });
        WritePictures(4);
        await TestWorker.UntilAsync(() => Status(app) is { State: "done", Total: 5 });
        Assert.Equal(["0", "1", "2", "3", "photos/b.png"], _worker.Indexed());
        await app.StopAsync();
    }

    [Fact]
    public async Task An_image_that_failed_for_a_temporary_reason_is_retried_in_the_same_pass()
    {
        WritePictures(2);
        _server.Add("1.png", [], status: 503);
        await using var app = await _worker.StartAsync("--Ingest:DownloadAttempts=6");
        await TestWorker.UntilAsync(() => Status(app).RetriesThisRun > 0);
        _server.Add("1.png", TestImages.Random(1));
        await TestWorker.UntilAsync(() => Status(app).State == "done");
        Assert.Equal((2L, 0L), (Status(app).Indexed, Status(app).Failed));
        await app.StopAsync();
    }

    private void WritePictures(int count) => _worker.WriteList(Enumerable.Range(0, count).Select(i => $"{_server.Add($"{i}.png", TestImages.Random(i))},{i}").ToList());

    private static IngestStatus Status(WebApplication app) => app.Services.GetRequiredService<StatusBoard>().Read();

    private static HttpClient Client(WebApplication app) => new() { BaseAddress = new Uri(app.Urls.Single()) };

    private static async Task<JsonElement> StatusAsync(HttpClient http) => await http.GetFromJsonAsync<JsonElement>("/status");

    private static async Task<RetryAnswer> Retry(HttpClient http, string query) =>
        (await (await http.PostAsync("/status/retry" + query, null)).EnsureSuccessStatusCode().Content.ReadFromJsonAsync<RetryAnswer>())!;

    private static async Task<HttpStatusCode> PauseAsync(HttpClient http, (string Name, string Value)? header)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/status/pause");
        if (header is { } given)
            request.Headers.TryAddWithoutValidation(given.Name, given.Value);
        using var answer = await http.SendAsync(request);
        return answer.StatusCode;
    }

    private static string Milliseconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
}
