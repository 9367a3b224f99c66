using System.Net;
using ImageRetrieval.Worker.Catalog;
using ImageRetrieval.Worker.Ingest;
using Microsoft.Extensions.Options;
using Polly;
using Polly.Retry;

namespace ImageRetrieval.Worker.Download;

/// <summary>From a URL to bytes: bounded in time and size, tried again when the reason may pass.</summary>
internal sealed class ImageDownloader : IDisposable
{
    private static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(30);

    private readonly HttpClient _http;
    private readonly IngestOptions _options;
    private readonly ResiliencePipeline<byte[]> _retries;

    public ImageDownloader(IOptions<IngestOptions> options)
        : this(options.Value, new SocketsHttpHandler
        {
            ConnectTimeout = TimeSpan.FromSeconds(10),
            MaxAutomaticRedirections = 5,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            AutomaticDecompression = DecompressionMethods.None,
        })
    {
    }

    internal ImageDownloader(IngestOptions options, HttpMessageHandler handler)
    {
        _options = options;
        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.UserAgent.ParseAdd("ImageRetrieval/0.1" + (options.Contact is { Length: > 0 } contact ? $" (+{contact})" : ""));
        _http.DefaultRequestHeaders.Accept.ParseAdd("image/avif, image/webp, image/*, */*;q=0.1");
        _retries = Retries(options);
    }

    /// <summary>The bytes behind an http or https URL.</summary>
    /// <exception cref="DownloadFailure">There are none to be had; the reason is in it.</exception>
    internal async Task<byte[]> DownloadAsync(string url, CancellationToken token)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri))
            throw new DownloadFailure(FailureReason.InvalidUrl, false, "The URL is not absolute: it must start with http:// or https://.");
        if (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps)
            throw new DownloadFailure(FailureReason.UnsupportedScheme, false, $"The scheme '{uri.Scheme}' is not downloaded: use http or https.");
        return await _retries.ExecuteAsync(static async (state, token) => await state.Self.TryOnceAsync(state.uri, token), (Self: this, uri), token);
    }

    public void Dispose() => _http.Dispose();

    private async Task<byte[]> TryOnceAsync(Uri uri, CancellationToken token)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(token);
        limit.CancelAfter(TimeSpan.FromSeconds(_options.DownloadTimeoutSeconds));
        try
        {
            using var response = await _http.GetAsync(uri, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            if (!response.IsSuccessStatusCode)
                throw DownloadFailure.From(response.StatusCode, response.Headers.RetryAfter);
            return await ReadAsync(response, limit.Token);
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            throw new DownloadFailure(FailureReason.Timeout, true, $"The image did not arrive within {_options.DownloadTimeoutSeconds} s.");
        }
        catch (HttpRequestException error)
        {
            throw DownloadFailure.From(error);
        }
        catch (IOException error)
        {
            throw new DownloadFailure(FailureReason.Network, true, "The connection broke off.", inner: error);
        }
    }

    private async Task<byte[]> ReadAsync(HttpResponseMessage response, CancellationToken token)
    {
        if (response.Content.Headers.ContentLength > _options.MaxImageBytes)
            throw TooLarge($"{response.Content.Headers.ContentLength} bytes are announced");

        await using var body = await response.Content.ReadAsStreamAsync(token);
        using var received = new MemoryStream((int)(response.Content.Headers.ContentLength ?? 64 * 1024));
        var buffer = new byte[64 * 1024];
        while (await body.ReadAsync(buffer, token) is var read and > 0)
        {
            if (received.Length + read > _options.MaxImageBytes)
                throw TooLarge("more bytes came");
            received.Write(buffer, 0, read);
        }
        return received.ToArray();
    }

    private DownloadFailure TooLarge(string what) =>
        new(FailureReason.TooLarge, false, $"The image is too large: {what}; the limit is {_options.MaxImageBytes} bytes (Ingest:MaxImageBytes).");

    private static ResiliencePipeline<byte[]> Retries(IngestOptions options)
    {
        if (options.DownloadAttempts == 1)
            return ResiliencePipeline<byte[]>.Empty;
        return new ResiliencePipelineBuilder<byte[]>()
            .AddRetry(new RetryStrategyOptions<byte[]>
            {
                MaxRetryAttempts = options.DownloadAttempts - 1,
                BackoffType = DelayBackoffType.Exponential,
                Delay = TimeSpan.FromMilliseconds(500),
                MaxDelay = s_longestWait,
                UseJitter = true,
                ShouldHandle = new PredicateBuilder<byte[]>().Handle<DownloadFailure>(failure => failure.Retryable),
                DelayGenerator = attempt => ValueTask.FromResult((attempt.Outcome.Exception as DownloadFailure)?.RetryAfter is { } wait
                    ? (TimeSpan?)(wait < s_longestWait ? wait : s_longestWait)
                    : null),
            })
            .Build();
    }
}
