using System.Net;
using System.Net.Http.Headers;
using ImageRetrieval.Collection.Catalog;
using ImageRetrieval.Worker.Download;
using ImageRetrieval.Worker.Ingest;
using Microsoft.Extensions.Time.Testing;

namespace ImageRetrieval.Worker.Tests;

public sealed class ImageDownloaderTests
{
    private readonly IngestOptions _options = new() { Csv = "x", DownloadTimeoutSeconds = 1, MaxImageBytes = 2000, DownloadAttempts = 1, Contact = "me@example.test" };

    [Fact]
    public async Task Bytes_are_returned_and_the_server_receives_the_user_agent()
    {
        var handler = new Server(_ => Answer(HttpStatusCode.OK, [1, 2, 3]));
        using var downloader = Open(handler);

        Assert.Equal([1, 2, 3], await BytesAsync(downloader, "http://a.test/1.jpg"));
        Assert.Equal("ImageRetrieval/0.1 (+me@example.test)", handler.UserAgent);
    }

    [Theory]
    [InlineData("ftp://a.test/1.jpg", "unsupported_scheme")]
    [InlineData("file:///etc/passwd", "unsupported_scheme")]
    [InlineData("images/1.jpg", "invalid_url")]
    [InlineData("http://", "invalid_url")]
    public async Task Only_absolute_http_URLs_are_requested(string url, string reason)
    {
        var handler = new Server(_ => Answer(HttpStatusCode.OK, []));
        using var downloader = Open(handler);

        var failure = await Assert.ThrowsAsync<DownloadFailure>(() => downloader.DownloadAsync(url, default, default));
        // An absolute path is a file URL on Unix and no URL on Windows: both are refused.
        Assert.Contains(failure.Reason.Name(), new[] { reason, "unsupported_scheme" });
        Assert.False(failure.Retryable);
        Assert.Equal(0, handler.Requests);
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound, "http_4xx", false)]
    [InlineData(HttpStatusCode.Gone, "http_4xx", false)]
    [InlineData(HttpStatusCode.RequestTimeout, "http_4xx", true)]
    [InlineData(HttpStatusCode.TooManyRequests, "http_4xx", true)]
    [InlineData(HttpStatusCode.InternalServerError, "http_5xx", true)]
    [InlineData(HttpStatusCode.ServiceUnavailable, "http_5xx", true)]
    public async Task A_status_shows_whether_a_retry_may_succeed(HttpStatusCode status, string reason, bool retryable)
    {
        using var downloader = Open(new Server(_ => Answer(status, [])));
        var failure = await Assert.ThrowsAsync<DownloadFailure>(() => downloader.DownloadAsync("http://a.test/1", default, default));
        Assert.Equal((reason, retryable), (failure.Reason.Name(), failure.Retryable));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Too_many_bytes_are_rejected_announced_or_not(bool announced)
    {
        using var downloader = Open(new Server(_ => Answer(HttpStatusCode.OK, new byte[5000], announce: announced)));
        var failure = await Assert.ThrowsAsync<DownloadFailure>(() => downloader.DownloadAsync("http://a.test/1", default, default));
        Assert.Equal("too_large", failure.Reason.Name());
    }

    [Fact]
    public async Task A_server_that_sends_nothing_is_left_after_the_time_limit()
    {
        using var downloader = Open(new Server(_ => new HttpResponseMessage { Content = new StreamContent(new SilentStream()) }));
        var failure = await Assert.ThrowsAsync<DownloadFailure>(() => downloader.DownloadAsync("http://a.test/1", default, default));
        Assert.Equal(("timeout", true), (failure.Reason.Name(), failure.Retryable));
    }

    [Fact]
    public async Task A_cancelled_run_is_not_a_failure_of_the_image()
    {
        using var stop = new CancellationTokenSource();
        using var downloader = Open(new Server(_ => { stop.Cancel(); return new HttpResponseMessage { Content = new StreamContent(new SilentStream()) }; }));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => downloader.DownloadAsync("http://a.test/1", default, stop.Token));
    }

    [Fact]
    public async Task Silence_is_distinguished_from_slowness()
    {
        var clock = new FakeTimeProvider();
        _options.DownloadIdleSeconds = 5;
        _options.DownloadTimeoutSeconds = 12;
        var stalls = new SteppedStream(clock, TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(6));
        var slow = new SteppedStream(clock, TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(4.5));
        foreach (var (body, reason) in ((SteppedStream, string)[])[(stalls, "stalled"), (slow, "timeout")])
        {
            using var downloader = Open(new Server(_ => new HttpResponseMessage { Content = new StreamContent(body) }), clock);
            var failure = await Assert.ThrowsAsync<DownloadFailure>(() => downloader.DownloadAsync("http://a.test/1", default, default));
            Assert.Equal((reason, true), (failure.Reason.Name(), failure.Retryable));
        }
    }

    [Fact]
    public async Task Redirects_are_followed_and_circles_and_long_chains_and_other_schemes_are_not()
    {
        using var downloader = Open(new Pages(path => path switch
        {
            "/a" => Redirect("/b"),
            "/b" => Redirect("http://other.test/c"),
            "/c" => Answer(HttpStatusCode.OK, [9]),
            "/circle" => Redirect("/circle2"),
            "/circle2" => Redirect("/circle"),
            "/ftp" => Redirect("ftp://a.test/x"),
            "/file" => Redirect("file:///etc/passwd"),
            _ => Redirect(path + "x"),
        }));

        Assert.Equal([9], await BytesAsync(downloader, "http://a.test/a"));
        Assert.Equal("redirect_loop", await ReasonAsync(downloader, "http://a.test/circle"));
        Assert.Equal("too_many_redirects", await ReasonAsync(downloader, "http://a.test/chain"));
        Assert.Equal("unsupported_scheme", await ReasonAsync(downloader, "http://a.test/ftp"));
        Assert.Equal("unsupported_scheme", await ReasonAsync(downloader, "http://a.test/file"));
    }

    [Fact]
    public async Task What_has_not_changed_is_not_sent_again()
    {
        var asked = new List<string>();
        using var downloader = Open(new Pages(request =>
        {
            asked.Add(request.Headers.IfNoneMatch.ToString());
            var answer = Answer(request.Headers.IfNoneMatch.Count > 0 ? HttpStatusCode.NotModified : HttpStatusCode.OK, [1]);
            answer.Headers.ETag = new EntityTagHeaderValue("\"v1\"");
            return answer;
        }));

        var first = await downloader.DownloadAsync("http://a.test/1", default, default);
        first.Bytes!.Dispose();
        var second = await downloader.DownloadAsync("http://a.test/1", first.Validators, default);
        Assert.Equal(("\"v1\"", null), (first.Validators.ETag, second.Bytes));
        Assert.Equal(["", "\"v1\""], asked);
    }

    [Fact]
    public async Task A_server_may_ask_to_be_left_alone_in_seconds_or_until_a_date()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
        using var downloader = Open(new Pages(path =>
        {
            var answer = Answer(HttpStatusCode.TooManyRequests, []);
            answer.Headers.RetryAfter = path == "/date" ? new RetryConditionHeaderValue(clock.GetUtcNow().AddSeconds(90)) : new RetryConditionHeaderValue(TimeSpan.FromSeconds(7));
            return answer;
        }), clock);

        foreach (var (path, seconds) in ((string, int)[])[("date", 90), ("delta", 7)])
        {
            var failure = await Assert.ThrowsAsync<DownloadFailure>(() => downloader.DownloadAsync("http://a.test/" + path, default, default));
            Assert.Equal(TimeSpan.FromSeconds(seconds), failure.RetryAfter);
        }
    }

    [Fact]
    public async Task A_large_image_arrives_whole()
    {
        var bytes = new byte[5_000_000];
        new Random(1).NextBytes(bytes);
        _options.MaxImageBytes = 6_000_000;
        using var downloader = Open(new Server(_ => Answer(HttpStatusCode.OK, bytes)));
        for (var i = 0; i < 6; i++)
            Assert.Equal(bytes, await BytesAsync(downloader, "http://a.test/1"));
    }

    [Theory]
    [InlineData(HttpRequestError.NameResolutionError, "dns")]
    [InlineData(HttpRequestError.ConnectionError, "connect")]
    [InlineData(HttpRequestError.SecureConnectionError, "tls")]
    [InlineData(HttpRequestError.ResponseEnded, "network")]
    public async Task A_broken_connection_has_its_reason(HttpRequestError error, string reason)
    {
        using var downloader = Open(new Server(_ => throw new HttpRequestException(error)));
        var failure = await Assert.ThrowsAsync<DownloadFailure>(() => downloader.DownloadAsync("http://a.test/1", default, default));
        Assert.Equal((reason, true), (failure.Reason.Name(), failure.Retryable));
    }

    private ImageDownloader Open(HttpMessageHandler handler, TimeProvider? clock = null) => new(_options, handler, clock ?? TimeProvider.System);

    private static async Task<string> ReasonAsync(ImageDownloader downloader, string url) =>
        (await Assert.ThrowsAsync<DownloadFailure>(() => downloader.DownloadAsync(url, default, default))).Reason.Name();

    private static HttpResponseMessage Redirect(string to)
    {
        var answer = Answer(HttpStatusCode.Redirect, []);
        answer.Headers.Location = new Uri(to, UriKind.RelativeOrAbsolute);
        return answer;
    }

    private static async Task<byte[]> BytesAsync(ImageDownloader downloader, string url)
    {
        using var bytes = (await downloader.DownloadAsync(url, default, default)).Bytes!;
        return bytes.Span.ToArray();
    }

    private static HttpResponseMessage Answer(HttpStatusCode status, byte[] bytes, TimeSpan? retryAfter = null, bool announce = true)
    {
        var answer = new HttpResponseMessage(status) { Content = new StreamContent(announce ? new MemoryStream(bytes) : new Unannounced(bytes)) };
        if (retryAfter is { } wait)
            answer.Headers.RetryAfter = new RetryConditionHeaderValue(wait);
        return answer;
    }

    private sealed class Server(Func<int, HttpResponseMessage> answer) : HttpMessageHandler
    {
        public int Requests { get; private set; }
        public string? UserAgent { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            UserAgent = request.Headers.UserAgent.ToString();
            return Task.FromResult(answer(++Requests));
        }
    }

    private sealed class Pages(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
    {
        public Pages(Func<string, HttpResponseMessage> answer)
            : this(request => answer(request.RequestUri!.AbsolutePath))
        {
        }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(answer(request));
    }

    /// <summary>A byte after each step of the clock, as long as nobody gives up.</summary>
    private sealed class SteppedStream(FakeTimeProvider clock, params TimeSpan[] steps) : MemoryStream
    {
        private int _step;

        public override bool CanSeek => false;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            clock.Advance(steps[_step++]);
            cancellationToken.ThrowIfCancellationRequested();
            return ValueTask.FromResult(1);
        }
    }

    /// <summary>Cannot seek, so that no length is announced.</summary>
    private sealed class Unannounced(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }

    private sealed class SilentStream : MemoryStream
    {
        public override bool CanSeek => false;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return 0;
        }
    }
}
