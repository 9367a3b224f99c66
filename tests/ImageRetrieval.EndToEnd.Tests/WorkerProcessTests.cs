using System.Text;
using System.Text.Json;
using ImageRetrieval.Fixtures;

namespace ImageRetrieval.EndToEnd.Tests;

/// <summary>The Worker as a process: exit codes, kills, and what is left on disk.</summary>
public sealed class WorkerProcessTests : IAsyncLifetime
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan s_severalRounds = TimeSpan.FromSeconds(1);
    private readonly TemporaryFolder _folder = new();
    private PictureServer _server = null!;

    public async Task InitializeAsync() => _server = await PictureServer.StartAsync();

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_killed_Worker_resumes_where_it_was_and_has_the_same_result()
    {
        const int count = 60;
        WriteList(Enumerable.Range(0, count).Select(i => $"{_server.Add($"p{i}.png", TestImages.Random(i, 200, 150))},{i}"));
        await using (var undisturbed = Start("whole"))
            Assert.Equal(0, await undisturbed.ExitAsync(s_limit));

        // The server stops answering after half of the list, so the kill comes in the middle whatever the machine's speed.
        var before = _server.Requests;
        _server.HoldFrom = before + count / 2;
        long embedded;
        await using (var killed = Start("killed"))
        {
            var status = await Eventually.GetAsync(async () => await StatusAsync("killed") is { } s && s.Indexed >= count / 2 - 1 ? s : null, s_limit, () => killed.Output);
            embedded = status.Indexed;
            // The request that is held back has to be counted before the kill, or it would count among those of the next run.
            await Eventually.TrueAsync(() => Task.FromResult(_server.Requests == before + count / 2), s_limit, () => killed.Output);
            // The catalog is written in rounds of a tenth of a second, and a kill loses what is under way: it is over when nothing is written any more.
            await Eventually.TrueAsync(() => Task.FromResult(DateTime.UtcNow - LastCommit("killed") > s_severalRounds), s_limit, () => killed.Output);
            await killed.KillAsync();
        }
        _server.Open();
        var asked = _server.Requests;
        await using (var resumed = Start("killed"))
            Assert.Equal(0, await resumed.ExitAsync(s_limit));

        var final = (await StatusAsync("killed"))!;
        Assert.Equal(count, final.Indexed);
        Assert.True(final.EmbeddingsThisRun <= count - embedded, $"{final.EmbeddingsThisRun} embeddings were made, though {embedded} of {count} were there");
        Assert.Equal(count - (count / 2 - 1), _server.Requests - asked);
        foreach (var section in (string[])["items", "vectors", "graph"])
            Assert.Equal(Section("whole", section), Section("killed", section));
    }

    [Fact]
    public async Task Bad_rows_do_not_stop_the_good_ones_and_the_exit_code_is_0()
    {
        WriteList(
        [
            $"{_server.Add("good.png", TestImages.Random(1))},1",
            $"{_server.Address}/gone.png,2",
            $"{_server.Add("page.png", Encoding.UTF8.GetBytes("<html>no</html>"))},3",
            $"{_server.Add("cut.png", TestImages.Random(4, 300, 200)[..900])},4",
            $"{_server.Add("empty.png", [])},5",
            $"{_server.Add("bomb.png", TestImages.PngHeaderOnly(20_000, 20_000))},6",
            $"{_server.Add("twice.png", TestImages.Random(7))},1",
            "one-column",
            "gopher://127.0.0.1/8.png,8",
        ]);
        await using var worker = Start("data");
        Assert.Equal(0, await worker.ExitAsync(s_limit));

        var status = (await StatusAsync("data"))!;
        Assert.Equal(("done", 9, 1, 8), (status.State, status.Total, status.Indexed, status.Failed));
        Assert.Equal(
            ["duplicate_id", "empty", "http_4xx", "not_an_image", "too_few_columns", "too_many_pixels", "truncated", "unsupported_scheme"],
            status.Reasons.Keys.Order());
    }

    [Fact]
    public async Task Nothing_to_index_and_an_invalid_option_have_exit_code_1_and_one_sentence()
    {
        WriteList([$"{_server.Address}/gone.png,1"]);
        await using (var nothing = Start("data"))
            Assert.Equal(1, await nothing.ExitAsync(s_limit));

        await using var absent = ServiceProcess.Start("ImageRetrieval.Worker", _folder.Path, "--csv", "absent.csv", "--data", "data", "--urls", Url());
        Assert.Equal(1, await absent.ExitAsync(s_limit));
        Assert.Contains("--csv", absent.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", absent.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_lists_failures_row_by_row_over_HTTP()
    {
        WriteList([$"{_server.Add("good.png", TestImages.Random(1))},1", $"{_server.Address}/gone.png,2"]);
        var url = Url();
        await using var worker = ServiceProcess.Start("ImageRetrieval.Worker", _folder.Path, "--csv", "list.csv", "--data", "data", "--models", "builtin", "--urls", url);
        using var http = new HttpClient();
        var text = await Eventually.GetAsync(async () => await http.GetStringAsync(url + "/status") is var answer && answer.Contains("\"done\"", StringComparison.Ordinal) ? answer : null, s_limit, () => worker.Output);

        using var json = JsonDocument.Parse(text);
        var failure = json.RootElement.GetProperty("failures").EnumerateArray().Single();
        Assert.Equal((3, "2", "http_4xx"), (failure.GetProperty("line").GetInt32(), failure.GetProperty("id").GetString(), failure.GetProperty("reason").GetString()));
    }

    private void WriteList(IEnumerable<string> rows) => File.WriteAllLines(_folder.File("list.csv"), rows.Prepend("url,id"));

    // The only snapshot is the one at the end: whether an early one comes before the kill depends on the machine.
    private ServiceProcess Start(string data) =>
        ServiceProcess.Start("ImageRetrieval.Worker", _folder.Path, "--csv", "list.csv", "--data", data, "--models", "builtin", "--once", "--urls", Url(), "--Ingest:DownloadAttempts=1", "--Ingest:DownloadConcurrency=1", "--Publish:MaxTimeShare=0");

    private static string Url() => $"http://127.0.0.1:{ServiceProcess.FreePort()}";

    private async Task<Status?> StatusAsync(string data)
    {
        var path = _folder.File(Path.Combine(data, "status.json"));
        return File.Exists(path) ? JsonSerializer.Deserialize<Status>(await File.ReadAllBytesAsync(path), JsonSerializerOptions.Web) : null;
    }

    private DateTime LastCommit(string data) => new DirectoryInfo(_folder.File(data)).EnumerateFiles("catalog.db*").Max(file => file.LastWriteTimeUtc);

    private byte[] Section(string data, string section) => File.ReadAllBytes(_folder.File(Path.Combine(data, "snapshots", "builtin", "00000001", section)));

    private sealed record Status(string State, long Total, long Indexed, long Failed, long EmbeddingsThisRun, Dictionary<string, long> Reasons);
}
