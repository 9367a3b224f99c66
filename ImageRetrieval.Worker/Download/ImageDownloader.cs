using System.Net;
using System.Net.Http.Headers;
using ImageRetrieval.Worker.Catalog;
using ImageRetrieval.Worker.Ingest;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.Worker.Download;

/// <summary>From an http or https URL to bytes, in one try: bounded in time, silence, size and redirects.</summary>
internal sealed class ImageDownloader : IDisposable
{
    private readonly HttpClient _http;
    private readonly IngestOptions _options;
    private readonly TimeProvider _clock;
    private readonly LargeImages _large = new();

    public ImageDownloader(IOptions<IngestOptions> options, TimeProvider clock)
        : this(options.Value, Handler(options.Value), clock)
    {
    }

    internal ImageDownloader(IngestOptions options, HttpMessageHandler handler, TimeProvider clock)
    {
        (_options, _clock) = (options, clock);
        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.UserAgent.ParseAdd("ImageRetrieval/0.1" + (options.Contact is { Length: > 0 } contact ? $" (+{contact})" : ""));
        _http.DefaultRequestHeaders.Accept.ParseAdd("image/avif, image/webp, image/*, */*;q=0.1");
    }

    /// <summary>The bytes behind a URL, or that they have not changed.</summary>
    /// <param name="url">Absolute, http or https.</param>
    /// <param name="known">What the server said of the bytes that are there; default when there are none.</param>
    /// <param name="token">Stops the download.</param>
    /// <exception cref="DownloadFailure">There are none to be had; the reason is in it.</exception>
    internal async Task<Download> DownloadAsync(string url, Validators known, CancellationToken token)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri))
            throw new DownloadFailure(FailureReason.InvalidUrl, false, "The URL is not absolute: it must start with http:// or https://.");
        if (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps)
            throw new DownloadFailure(FailureReason.UnsupportedScheme, false, $"The scheme '{uri.Scheme}' is not downloaded: use http, https, or files under Ingest:AllowedRoots.");

        using var limits = new TimeLimits(TimeSpan.FromSeconds(_options.DownloadTimeoutSeconds), TimeSpan.FromSeconds(_options.DownloadIdleSeconds), _clock, token);
        try
        {
            return await FollowAsync(uri, known, limits, token);
        }
        catch (OperationCanceledException error) when (!token.IsCancellationRequested)
        {
            throw Passed(limits, error);
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

    public void Dispose()
    {
        _http.Dispose();
        _large.Dispose();
    }

    private async Task<Download> FollowAsync(Uri uri, Validators known, TimeLimits limits, CancellationToken token)
    {
        var redirects = new Redirects(uri, _options.MaxRedirects);
        while (true)
        {
            using var request = Request(uri, known);
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limits.Token);
            limits.Heard();
            if (redirects.TryFollow(response, uri, out var next))
            {
                uri = next;
                continue;
            }
            var validators = new Validators(Header(response.Headers, "ETag"), Header(response.Content.Headers, "Last-Modified"));
            if (response.StatusCode == HttpStatusCode.NotModified && known.Any)
                return new Download(null, known);
            if (!response.IsSuccessStatusCode)
                throw DownloadFailure.From(response.StatusCode, response.Headers.RetryAfter, _clock.GetUtcNow());
            return new Download(await ReadAsync(response, limits, token), validators);
        }
    }

    private static HttpRequestMessage Request(Uri uri, Validators known)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, uri);
        if (known.ETag is { } tag)
            request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        if (known.LastModified is { } modified)
            request.Headers.TryAddWithoutValidation("If-Modified-Since", modified);
        return request;
    }

    private static string? Header(HttpHeaders headers, string name) => headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    private async Task<ReceivedBytes> ReadAsync(HttpResponseMessage response, TimeLimits limits, CancellationToken token)
    {
        var announced = response.Content.Headers.ContentLength;
        if (announced > _options.MaxImageBytes)
            throw TooLarge($"{announced} bytes are announced");

        await using var body = await response.Content.ReadAsStreamAsync(limits.Token);
        // One more than announced: the read that finds the end needs room too. What is announced is not yet believed.
        var received = new ReceivedBytes((int)Math.Min(announced + 1 ?? 64 * 1024, LargeImages.FromBytes));
        try
        {
            while (await body.ReadAsync(received.Room(), limits.Token) is var read and > 0)
            {
                limits.Heard();
                received.Advance(read);
                if (received.Length > _options.MaxImageBytes)
                    throw TooLarge("more bytes came");
                if (received.Length > LargeImages.FromBytes && !received.HasPlace)
                    await WaitForPlaceAsync(received, limits, token);
            }
            return received;
        }
        catch
        {
            received.Dispose();
            throw;
        }
    }

    private async Task WaitForPlaceAsync(ReceivedBytes received, TimeLimits limits, CancellationToken token)
    {
        limits.Stop();
        received.Keep(await _large.EnterAsync(token));
        limits.GoOn();
    }

    private DownloadFailure TooLarge(string what) =>
        new(FailureReason.TooLarge, false, $"The image is too large: {what}; the limit is {_options.MaxImageBytes} bytes (Ingest:MaxImageBytes).");

    private DownloadFailure Passed(TimeLimits limits, OperationCanceledException error)
    {
        if (error.InnerException is TimeoutException)
            return new(FailureReason.Connect, true, $"No connection to the host within {_options.ConnectTimeoutSeconds} s.", inner: error);
        return limits.TotalPassed
            ? new(FailureReason.Timeout, true, $"The image did not arrive within {_options.DownloadTimeoutSeconds} s.", inner: error)
            : new(FailureReason.Stalled, true, $"The server sent nothing for {_options.DownloadIdleSeconds} s.", inner: error);
    }

    private static SocketsHttpHandler Handler(IngestOptions options)
    {
        var handler = new SocketsHttpHandler
        {
            ConnectTimeout = TimeSpan.FromSeconds(options.ConnectTimeoutSeconds),
            AllowAutoRedirect = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            AutomaticDecompression = DecompressionMethods.None,
            MaxConnectionsPerServer = options.HostConcurrency,
            UseCookies = false,
        };
        if (!options.AllowPrivateAddresses)
        {
            handler.ConnectCallback = new AddressGuard().ConnectAsync;
            // A proxy would resolve the name by itself, behind the guard's back.
            handler.UseProxy = false;
        }
        return handler;
    }
}
