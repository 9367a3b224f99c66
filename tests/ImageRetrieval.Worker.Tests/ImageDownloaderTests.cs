using System.Net;
using System.Net.Http.Headers;
using ImageRetrieval.Worker.Catalog;
using ImageRetrieval.Worker.Download;
using ImageRetrieval.Worker.Ingest;

namespace ImageRetrieval.Worker.Tests;

public sealed class ImageDownloaderTests
{
    private readonly IngestOptions _options = new() { Csv = "x", DownloadTimeoutSeconds = 1, MaxImageBytes = 2000, DownloadAttempts = 1, Contact = "me@example.test" };

    [Fact]
    public async Task Bytes_come_back_and_the_server_learns_who_asks()
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
    public async Task Only_absolute_http_URLs_are_asked(string url, string reason)
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
    public async Task A_status_says_whether_a_later_try_may_succeed(HttpStatusCode status, string reason, bool retryable)
    {
        using var downloader = Open(new Server(_ => Answer(status, [])));
        var failure = await Assert.ThrowsAsync<DownloadFailure>(() => downloader.DownloadAsync("http://a.test/1", default, default));
        Assert.Equal((reason, retryable), (failure.Reason.Name(), failure.Retryable));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Too_many_bytes_are_refused_announced_or_not(bool announced)
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
    public async Task A_cancelled_run_is_no_failure_of_the_image()
    {
        using var stop = new CancellationTokenSource();
        using var downloader = Open(new Server(_ => { stop.Cancel(); return new HttpResponseMessage { Content = new StreamContent(new SilentStream()) }; }));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => downloader.DownloadAsync("http://a.test/1", default, stop.Token));
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
