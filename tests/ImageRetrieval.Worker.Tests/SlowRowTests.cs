using System.Diagnostics;
using ImageRetrieval.Fixtures;
using ImageRetrieval.Worker.Download;
using ImageRetrieval.Worker.Status;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace ImageRetrieval.Worker.Tests;

/// <summary>One server that never answers holds up nothing that is there already.</summary>
public sealed class SlowRowTests(ITestOutputHelper output) : IAsyncLifetime
{
    private readonly TestWorker _worker = new();
    private PictureServer _server = null!;
    private PictureServer _slow = null!;

    public async Task InitializeAsync()
    {
        (_server, _slow) = (await PictureServer.StartAsync(), await PictureServer.StartAsync());
        _slow.HoldFrom = 1;
    }

    public async Task DisposeAsync()
    {
        await _slow.DisposeAsync();
        await _server.DisposeAsync();
        _worker.Dispose();
    }

    [Fact]
    public async Task What_is_embedded_can_be_searched_soon_while_one_host_never_answers()
    {
        const int count = 300;
        WriteList(count);
        await using var app = await _worker.StartAsync();
        await TestWorker.UntilAsync(() => Status(app).Indexed == count);
        var since = Stopwatch.StartNew();
        await TestWorker.UntilAsync(() => Directory.Exists(Path.Combine(_worker.Data, "snapshots", "builtin")) && _worker.Indexed().Count == count);
        output.WriteLine($"From the last embedding to the published snapshot: {since.Elapsed.TotalSeconds:0.00} s.");
        // 1.2 to 1.6 s on an idle machine; the host would be waited for much longer than a busy one takes.
        Assert.InRange(since.Elapsed.TotalSeconds, 0, 10);
        Assert.Equal("running", Status(app).State);

        _slow.Open();
        await TestWorker.UntilAsync(() => Status(app).State == "done");
        Assert.Equal(count + 1, _worker.Indexed().Count);
        await app.StopAsync();
    }

    [Fact]
    public async Task A_few_images_do_not_wait_for_the_number_of_a_first_snapshot_either()
    {
        WriteList(3);
        await using var app = await _worker.StartAsync("--Publish:FirstImages=200");
        await TestWorker.UntilAsync(() => Status(app).Models is [{ Published: not null }]);
        Assert.Equal(("running", 3), (Status(app).State, _worker.Indexed().Count));
        await app.StopAsync();
    }

    [Fact]
    public async Task Rows_that_left_the_list_leave_the_index_too_while_a_slow_one_is_waited_for()
    {
        WriteList(5, slow: false);
        await _worker.RunAsync();
        WriteList(2);
        await using var app = await _worker.StartAsync();
        await TestWorker.UntilAsync(() => _worker.Indexed().Count == 2);
        Assert.Equal("running", Status(app).State);
        await app.StopAsync();
    }

    [Fact]
    public async Task The_remaining_time_shows_what_it_waits_for_and_a_retry_is_not_called_new()
    {
        WriteList(3);
        await using (var app = await _worker.StartAsync())
        {
            await TestWorker.UntilAsync(() => Status(app).Waiting is not null);
            AssertSlow(Status(app));
            await app.StopAsync();
        }

        _slow.Open();
        _slow.Add("slow.png", [], status: 503);
        await _worker.RunAsync();
        await using var again = await _worker.StartAsync("--Ingest:DownloadAttempts=10");
        await TestWorker.UntilAsync(() => Status(again).RetriesThisRun > 0);
        Assert.True(Status(again).Retrying);
        await TestWorker.UntilAsync(() => Status(again).Waiting is not null);
        Assert.Matches($@"^Waiting \d+ s to retry 1 download \({new Uri(_slow.Address).Authority}\)\.$", Status(again).Waiting);
        await again.StopAsync();
    }

    private void AssertSlow(IngestStatus now)
    {
        Assert.Equal($"Waiting for 1 slow download ({new Uri(_slow.Address).Authority}).", now.Waiting);
        Assert.Equal((null, false), (now.EtaSeconds, now.Retrying));
        Assert.Contains($"waiting for 1 slow download ({new Uri(_slow.Address).Authority})", ProgressText.Of(now, 200), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_waited_for_is_counted_and_named()
    {
        var now = DateTimeOffset.UnixEpoch;
        HostProgress Later(string host, int seconds) => new(host, 0, 2, 0, 0, now.AddSeconds(seconds));
        Assert.Null(WaitingText.Of(3, [], [], now));
        Assert.Null(WaitingText.Of(3, [], [Later("a.test", 0)], now));
        Assert.Equal("Waiting for 1 slow download (a.test).", WaitingText.Of(1, ["a.test"], [], now));
        Assert.Equal("Waiting for 3 slow downloads (a.test, b.test).", WaitingText.Of(3, ["b.test", "a.test", "a.test"], [Later("c.test", 9)], now));
        Assert.Equal("Waiting for 4 slow downloads (a.test, b.test and 2 more); 1 more image follows.", WaitingText.Of(5, ["a.test", "b.test", "c.test", "d.test"], [], now));
        Assert.Equal("Waiting 5 s to retry 4 downloads (a.test, files).", WaitingText.Of(4, [], [Later("a.test", 9), Later("", 5)], now));
    }

    private void WriteList(int count, bool slow = true) => _worker.WriteList([.. Enumerable.Range(0, count).Select(i => $"{_server.Add($"{i}.png", TestImages.Random(i))},{i}"), .. slow ? (string[])[$"{_slow.Add("slow.png", TestImages.Random(9999))},slow"] : []]);

    private static IngestStatus Status(WebApplication app) => app.Services.GetRequiredService<StatusBoard>().Read();
}
