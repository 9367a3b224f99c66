using ImageRetrieval.Collection.Catalog;
using ImageRetrieval.Collection.Embedded.Catalog;
using ImageRetrieval.Fixtures;
using ImageRetrieval.Worker.Download;
using ImageRetrieval.Worker.Ingest;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace ImageRetrieval.Worker.Tests.Download;

/// <summary>Numbers that a server says, or that an older program has written down, are believed within bounds only.</summary>
public sealed class UnboundedNumberTests
{
    private static readonly DateTimeOffset s_now = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan s_longest = TimeSpan.FromHours(6);

    [Theory]
    [InlineData("0", 0.0), InlineData("7", 7.0), InlineData(" 7 ", 7.0), InlineData("0.5", 0.5), InlineData("00000000000000000007", 7.0), InlineData("21599", 21599.0)]
    [InlineData("21600", 21600.0), InlineData("4294967", 21600.0), InlineData("1893456060", 21600.0), InlineData("1893456060000", 21600.0), InlineData("2147483648", 21600.0)]
    [InlineData("99999999999999999999999999", 21600.0), InlineData("253402300799", 21600.0)]
    [InlineData("Tue, 01 Jan 2030 00:01:30 GMT", 90.0), InlineData("Mon, 31 Dec 2029 23:00:00 GMT", 0.0), InlineData("Thu, 01 Jan 1970 00:00:00 GMT", 0.0)]
    [InlineData("Fri, 31 Dec 9999 23:59:59 GMT", 21600.0), InlineData("Tuesday, 01-Jan-30 00:01:30 GMT", 90.0), InlineData("Mon, 01 Jan 0001 00:00:00 GMT", 0.0)]
    [InlineData("-1", null), InlineData("", null), InlineData("soon", null), InlineData("NaN", null), InlineData("Infinity", null), InlineData("∞", null), InlineData("1e9", null)]
    [InlineData("0x10", null), InlineData("7 seconds", null), InlineData("Tue, 31 Feb 2030 25:61:61 GMT", null), InlineData("1,5", null)]
    public void A_Retry_After_of_any_kind_is_a_wait_of_at_most_six_hours_or_none(string value, double? seconds) =>
        Assert.Equal(seconds, RetryAfterHeader.Read(value, s_now)?.TotalSeconds);

    [Fact]
    public void The_policy_never_waits_longer_regardless_of_the_request()
    {
        var retries = new RetryPolicy(3, new Random(1));
        foreach (var asked in (TimeSpan[])[TimeSpan.MaxValue, TimeSpan.FromDays(20_000), TimeSpan.FromHours(7), TimeSpan.MinValue])
        {
            Assert.InRange(retries.Later(int.MaxValue, asked), TimeSpan.Zero, s_longest);
            retries.TryInPass(1, asked, out var wait);
            Assert.InRange(wait, TimeSpan.Zero, s_longest);
            Assert.InRange(s_now + RetryPolicy.Bounded(asked), s_now, s_now + s_longest);
        }
    }

    [Fact]
    public async Task A_scheduler_that_has_to_wait_for_years_continues_with_the_other_hosts()
    {
        using var folder = new TemporaryFolder();
        var clock = new FakeTimeProvider(s_now);
        using var catalog = new ImageCatalog(folder.File("catalog.db"), clock);
        catalog.ApplyList("list", ((string[])["odd", "odd", "good"]).Select((host, i) => ((ImageSource?)new ImageSource($"{i}", $"http://{host}.test/{i}", 2, ImageSource.NoMetadata), (RejectedRow?)null)));
        var scheduler = await DownloadScheduler.BeginAsync(new CatalogWork(catalog), new IngestOptions { HostConcurrency = 1, DownloadConcurrency = 8 }, clock, DateTimeOffset.MaxValue, default);

        var good = (await scheduler.NextAsync(default))!;
        var odd = (await scheduler.NextAsync(default))!;
        Assert.Equal(("good.test", "odd.test"), (good.Queue.Host, odd.Queue.Host));
        scheduler.Again(odd, TimeSpan.MaxValue);
        var next = scheduler.NextAsync(default);
        clock.Advance(s_longest);
        var again = (await next.WaitAsync(TimeSpan.FromSeconds(30)))!;
        scheduler.Hold(again, TimeSpan.FromDays(20_000));
        scheduler.Release(again, succeeded: false);
        scheduler.Release(good, succeeded: true);
        Assert.Null(await scheduler.NextAsync(default).WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Theory]
    [InlineData("1893456060"), InlineData("9999999999999999999"), InlineData("Fri, 31 Dec 9999 23:59:59 GMT")]
    public async Task One_answer_with_a_Retry_After_of_years_does_not_end_the_ingest(string retryAfter)
    {
        using var worker = new TestWorker();
        await using var odd = RawServer.Of($"HTTP/1.1 429 Too Many Requests\nRetry-After: {retryAfter}\nContent-Length: 0\nConnection: close", []);
        await using var good = await PictureServer.StartAsync();
        worker.WriteList([$"{odd.Address}/a,odd", .. Enumerable.Range(0, 10).Select(i => $"{good.Add($"{i}.png", TestImages.Random(i))},{i}")]);

        var status = await worker.RunAsync();
        Assert.Equal((10L, 1L, 1L), (status.Indexed, status.Failed, status.Reasons["http_4xx"]));
        Assert.Equal(10, worker.Indexed().Count);
        using var catalog = worker.OpenCatalog();
        Assert.InRange(catalog.NextTry()!.Value, DateTimeOffset.UtcNow + TimeSpan.FromHours(5), DateTimeOffset.UtcNow + s_longest);
    }

    [Fact]
    public void Times_that_an_older_version_received_from_a_server_are_reduced_and_odd_counts_are_bounded()
    {
        using var folder = new TemporaryFolder();
        var clock = new FakeTimeProvider(s_now);
        using (var before = new ImageCatalog(folder.File("catalog.db"), clock))
            before.ApplyList("list", Enumerable.Range(0, 4).Select(i => ((ImageSource?)new ImageSource($"{i}", $"http://a.test/{i}", 2, ImageSource.NoMetadata), (RejectedRow?)null)));
        using (var connection = new SqliteConnection($"Data Source={folder.File("catalog.db")};Pooling=False"))
        {
            connection.Open();
            using var change = connection.CreateCommand();
            change.CommandText = """
                UPDATE images SET state = 'retryable', reason = 'http_4xx', detail = '', next_try = 3566000000000, attempts = 9223372036854775807 WHERE image_id = '0';
                UPDATE images SET state = 'retryable', reason = 'http_4xx', detail = '', next_try = 9223372036854775807 WHERE image_id = '1';
                UPDATE images SET state = 'retryable', reason = 'http_4xx', detail = '', next_try = -9223372036854775808 WHERE image_id = '2';
                UPDATE images SET state = 'retryable', reason = 'http_4xx', detail = '', next_try = 1893456060000 WHERE image_id = '3';
                """;
            change.ExecuteNonQuery();
        }
        using var catalog = new ImageCatalog(folder.File("catalog.db"), clock);
        catalog.BeginPass(s_longest);

        Assert.Equal(s_now.AddSeconds(60), catalog.NextTry());
        Assert.Equal(2, catalog.WaitingLonger(s_now.AddMinutes(2)));
        Assert.Equal(0, catalog.WaitingLonger(s_now + s_longest));
        Assert.Equal(4, catalog.Work("a.test", "", s_now + s_longest, 10).Count);
        Assert.All(catalog.Listed(), image => Assert.InRange(new RetryPolicy(3, new Random(1)).Later(image.Attempts + 1, null), TimeSpan.Zero, s_longest));
    }

    [Theory]
    [InlineData("Content-Length: -1", true)]
    [InlineData("Content-Length: 18446744073709551617", true)]
    [InlineData("Content-Length: 9223372036854775807", false)]
    [InlineData("Content-Length: 4000000000", false)]
    [InlineData("Content-Length: 12\nContent-Length: 13", false)]
    [InlineData("Content-Length: abc", true)]
    [InlineData("Transfer-Encoding: chunked", false)]
    [InlineData("Age: -99999999999999999999\nDate: Fri, 99 Dec 9999 99:99:99 GMT\nExpires: 0\nLast-Modified: never", true)]
    [InlineData("ETag: {0}\nLast-Modified: {0}", true)]
    [InlineData("X-Long: {0}{0}{0}{0}{0}{0}{0}{0}{0}{0}{0}{0}{0}", false)]
    [InlineData("Set-Cookie: a=b; Max-Age=999999999999999999999; Expires=Fri, 99 Dec 9999", true)]
    public async Task Odd_lengths_and_dates_in_an_answer_are_that_rows_matter_alone(string headers, bool arrives)
    {
        var picture = TestImages.Random(1);
        await using var server = RawServer.Of($"HTTP/1.1 200 OK\nConnection: close\n{headers.Replace("{0}", new string('x', 6000), StringComparison.Ordinal)}", picture);
        using var downloader = new ImageDownloader(new IngestOptions(), ImageDownloader.CreateHandler(new IngestOptions()), TimeProvider.System);
        if (!arrives)
        {
            var failure = await Assert.ThrowsAsync<DownloadFailure>(() => DownloadAsync(downloader, server.Address));
            Assert.Contains(failure.Reason, new[] { FailureReason.Network, FailureReason.TooLarge });
            return;
        }
        var (bytes, validators) = await DownloadAsync(downloader, server.Address);
        Assert.Equal(picture, bytes);
        // What is kept for each image is short, or it is not kept.
        Assert.True((validators.ETag?.Length ?? 0) < 1025 && (validators.LastModified?.Length ?? 0) < 1025);
    }

    [Theory]
    [InlineData(int.MaxValue, int.MaxValue), InlineData(int.MaxValue, 1), InlineData(1, int.MaxValue), InlineData(-1, -1), InlineData(0, 0), InlineData(65_536, 65_536)]
    public async Task Odd_dimensions_in_a_picture_are_a_reason(int width, int height)
    {
        using var worker = new TestWorker();
        await using var server = await PictureServer.StartAsync();
        worker.WriteList([$"{server.Add("odd.png", TestImages.PngHeaderOnly(width, height))},odd", $"{server.Add("good.png", TestImages.Random(1))},good"]);
        var status = await worker.RunAsync();
        Assert.Equal((1L, 1L), (status.Indexed, status.Failed));
        Assert.DoesNotContain("unexpected", status.Reasons.Keys);
    }

    [Fact]
    public async Task An_unexpected_error_is_the_reason_of_one_row_and_logged_once()
    {
        using var folder = new TemporaryFolder();
        using var handler = new Throwing();
        using var downloader = new ImageDownloader(new IngestOptions(), handler, TimeProvider.System);
        using var worker = new TestWorker();
        await using var good = await PictureServer.StartAsync();
        worker.WriteList([.. Enumerable.Range(0, 20).Select(i => $"http://odd.test/{i},odd{i}"), $"{good.Add("good.png", TestImages.Random(1))},good"]);
        var logs = new CapturedLog();
        var status = await worker.RunAsync(downloader, logs);

        Assert.Equal((1L, 20L, 20L), (status.Indexed, status.Failed, status.Reasons["unexpected"]));
        Assert.All(status.Failures!, failure => Assert.Contains("FormatException", failure.Detail, StringComparison.Ordinal));
        Assert.Single(logs.Lines, line => line.Contains("An unexpected error with", StringComparison.Ordinal));
        Assert.Single(logs.Lines, line => line.Contains("Failed with unexpected", StringComparison.Ordinal));
        Assert.Equal(["good"], worker.Indexed());
    }

    private static async Task<(byte[] Bytes, Validators Validators)> DownloadAsync(ImageDownloader downloader, string address)
    {
        var download = await downloader.DownloadAsync(address + "/a.png", default, default);
        using var bytes = download.Bytes!;
        return (bytes.Span.ToArray(), download.Validators);
    }

    private sealed class Throwing : HttpMessageHandler
    {
        private readonly HttpMessageInvoker _others = new(new SocketsHttpHandler());

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            request.RequestUri!.Host == "odd.test" ? throw new FormatException("A date that no calendar has.") : _others.SendAsync(request, cancellationToken);

        protected override void Dispose(bool disposing)
        {
            _others.Dispose();
            base.Dispose(disposing);
        }
    }
}
