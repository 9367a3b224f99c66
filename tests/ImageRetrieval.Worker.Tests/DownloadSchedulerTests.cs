using ImageRetrieval.Collection.Catalog;
using ImageRetrieval.Collection.Embedded.Catalog;
using ImageRetrieval.Fixtures;
using ImageRetrieval.Worker.Download;
using ImageRetrieval.Worker.Ingest;
using Microsoft.Extensions.Time.Testing;

namespace ImageRetrieval.Worker.Tests;

public sealed class DownloadSchedulerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UnixEpoch.AddYears(60));
    private readonly ImageCatalog _catalog;

    public DownloadSchedulerTests() => _catalog = new ImageCatalog(_folder.File("catalog.db"), _clock);

    public void Dispose()
    {
        _catalog.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_host_whose_bound_is_in_use_holds_up_no_other()
    {
        var scheduler = await SchedulerAsync(hostConcurrency: 2, ("slow", 500), ("b", 2), ("c", 1));
        var taken = new List<string>();
        for (var i = 0; i < 5; i++)
            taken.Add((await scheduler.NextAsync(default))!.Queue.Host);

        Assert.Equal(["b.test", "b.test", "c.test", "slow.test", "slow.test"], taken.Order());
        Assert.False(scheduler.NextAsync(default).IsCompleted);
    }

    [Fact]
    public async Task Every_image_is_handed_out_once_before_the_end()
    {
        var scheduler = await SchedulerAsync(hostConcurrency: 3, ("a", 150), ("b", 70), ("c", 1));
        var taken = new List<string>();
        while (await scheduler.NextAsync(default) is { } next)
        {
            taken.Add(next.Image.Source.ImageId);
            scheduler.Release(next, succeeded: true);
        }
        Assert.Equal((221, 221), (taken.Count, taken.Distinct().Count()));
    }

    [Fact]
    public async Task Many_workers_over_few_places_do_everything_once_and_all_come_to_the_end()
    {
        var scheduler = await SchedulerAsync(hostConcurrency: 2, ("a", 300), ("b", 200));
        var done = new System.Collections.Concurrent.ConcurrentBag<string>();
        var workers = Enumerable.Range(0, 32).Select(_ => Task.Run(async () =>
        {
            while (await scheduler.NextAsync(default) is { } next)
            {
                await Task.Yield();
                if (next.Tries == 0 && next.Image.Source.ImageId.EndsWith('7'))
                {
                    scheduler.Again(next, TimeSpan.Zero);
                    continue;
                }
                done.Add(next.Image.Source.ImageId);
                scheduler.Release(next, succeeded: true);
            }
        }));
        await Task.WhenAll(workers).WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal((500, 500), (done.Count, done.Distinct().Count()));
    }

    [Fact]
    public async Task A_failed_image_is_handed_out_again_after_its_wait_and_the_end_waits_for_it()
    {
        var scheduler = await SchedulerAsync(hostConcurrency: 3, ("a", 1));
        var first = (await scheduler.NextAsync(default))!;
        scheduler.Again(first, TimeSpan.FromSeconds(3));
        var next = scheduler.NextAsync(default);
        _clock.Advance(TimeSpan.FromSeconds(2.9));
        Assert.False(next.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(0.2));

        var second = (await next.WaitAsync(TimeSpan.FromSeconds(30)))!;
        Assert.Equal((first.Image.Source.ImageId, 1), (second.Image.Source.ImageId, second.Tries));
        var end = scheduler.NextAsync(default);
        Assert.False(end.IsCompleted);
        scheduler.Release(second, succeeded: false);
        Assert.Null(await end.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task A_server_that_asks_to_be_left_alone_is_for_a_short_while_and_given_up_for_a_long_one()
    {
        var scheduler = await SchedulerAsync(hostConcurrency: 1, ("a", 2));
        var first = (await scheduler.NextAsync(default))!;
        scheduler.Hold(first, TimeSpan.FromSeconds(10));
        scheduler.Release(first, succeeded: false);
        var next = scheduler.NextAsync(default);
        Assert.False(next.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(10));

        var second = (await next.WaitAsync(TimeSpan.FromSeconds(30)))!;
        scheduler.Hold(second, TimeSpan.FromHours(1));
        scheduler.Release(second, succeeded: false);
        Assert.Null(await scheduler.NextAsync(default).WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public void Waits_double_with_jitter_and_a_server_may_ask_for_more()
    {
        var retries = new RetryPolicy(4, new Random(7));
        for (var failed = 1; failed < 4; failed++)
        {
            Assert.True(retries.TryInPass(failed, null, out var wait));
            Assert.InRange(wait.TotalSeconds, 0.25 * Math.Pow(2, failed - 1), 0.75 * Math.Pow(2, failed - 1));
        }
        Assert.False(retries.TryInPass(4, null, out _));
        Assert.True(retries.TryInPass(1, TimeSpan.FromSeconds(20), out var asked));
        Assert.Equal(20, asked.TotalSeconds);
        Assert.False(retries.TryInPass(1, TimeSpan.FromSeconds(31), out _));
        Assert.InRange(retries.Later(4, null).TotalSeconds, 30, 90);
        Assert.InRange(retries.Later(12, null).TotalSeconds, 120, 360);
        Assert.Equal(TimeSpan.FromHours(6), retries.Later(1000, null));
    }

    private async Task<DownloadScheduler> SchedulerAsync(int hostConcurrency, params (string Host, int Images)[] hosts)
    {
        _catalog.ApplyList("list", hosts.SelectMany(host => Enumerable.Range(0, host.Images).Select(i => ((ImageSource?)new ImageSource($"{host.Host}-{i}", $"http://{host.Host}.test/{i}", 2, ImageSource.NoMetadata), (RejectedRow?)null))));
        return await DownloadScheduler.BeginAsync(new CatalogWork(_catalog), new IngestOptions { HostConcurrency = hostConcurrency, DownloadConcurrency = 8 }, _clock, DateTimeOffset.MaxValue, default);
    }
}
