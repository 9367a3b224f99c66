using System.Net;
using ImageRetrieval.Collection.Catalog;
using ImageRetrieval.ServiceDefaults.Network;
using ImageRetrieval.Worker.Ingest;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.Worker.Download;

/// <summary>From an http or https URL to bytes, in one attempt: bounded in time, silence, size and redirects.</summary>
internal sealed class ImageDownloader : IDisposable
{
    private readonly HttpClient _http;
    private readonly IngestOptions _options;
    private readonly DownloadOptions _download;
    private readonly HostHeaders _headers;
    private readonly TimeProvider _clock;
    private readonly LargeImages _large = new();

    public ImageDownloader(IOptions<IngestOptions> options, IOptions<DownloadOptions> download, TimeProvider clock)
        : this(options.Value, CreateHandler(options.Value), clock, download.Value)
    {
    }

    internal ImageDownloader(IngestOptions options, HttpMessageHandler handler, TimeProvider clock, DownloadOptions? download = null)
    {
        (_options, _clock, _download) = (options, clock, download ?? new());
        _headers = new HostHeaders(_download);
        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.UserAgent.ParseAdd("ImageRetrieval/0.1" + (options.Contact is { Length: > 0 } contact ? $" (+{contact})" : ""));
        _http.DefaultRequestHeaders.Accept.ParseAdd("image/avif, image/webp, image/*, */*;q=0.1");
    }

    /// <summary>The bytes behind a URL, or that they have not changed.</summary>
    /// <param name="url">Absolute, http or https.</param>
    /// <param name="known">The server's validators of the stored bytes; default when there are none.</param>
    /// <param name="token">Stops the download.</param>
    /// <exception cref="DownloadFailure">Nothing was received; it has the reason.</exception>
    internal async Task<DownloadedBytes> DownloadAsync(string url, Validators known, CancellationToken token)
    {
        var first = FirstAddress(url);
        using var limits = new TimeLimits(TimeSpan.FromSeconds(_options.DownloadTimeoutSeconds), TimeSpan.FromSeconds(_options.DownloadIdleSeconds), _clock, token);
        try
        {
            return await FollowAsync(first, known, limits, token);
        }
        catch (OperationCanceledException error) when (!token.IsCancellationRequested)
        {
            throw Passed(limits, error);
        }
        catch (HttpRequestException error)
        {
            throw DownloadFailure.From(error);
        }
        catch (ContentCodingException error)
        {
            throw new DownloadFailure(FailureReason.UnsupportedCoding, false, error.Message, inner: error);
        }
        catch (TooManyBytesException error)
        {
            throw TooLarge(error.Message);
        }
        catch (InvalidDataException error)
        {
            throw new DownloadFailure(FailureReason.DamagedCoding, true, $"The response's content coding is damaged or truncated: {error.Message}", inner: error);
        }
        catch (IOException error)
        {
            throw new DownloadFailure(FailureReason.Network, true, "The connection was interrupted.", inner: error);
        }
    }

    public void Dispose()
    {
        _http.Dispose();
        _large.Dispose();
    }

    internal static SocketsHttpHandler CreateHandler(IngestOptions options)
    {
        var handler = options.AllowPrivateAddresses
            ? new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, AutomaticDecompression = DecompressionMethods.None }
            : new GuardedConnection([]).CreateHandler();
        handler.ConnectTimeout = TimeSpan.FromSeconds(options.ConnectTimeoutSeconds);
        handler.PooledConnectionLifetime = TimeSpan.FromMinutes(5);
        handler.MaxConnectionsPerServer = options.HostConcurrency;
        return handler;
    }

    private ImageUrl FirstAddress(string url)
    {
        if (OtherScheme.Find(url) is { } problem)
            throw new DownloadFailure(problem.Reason, false, problem.Detail);
        return ImageUrl.TryParse(url, out var first, out var detail)
            ? _download.UpgradeToHttps ? first!.WithHttps() : first!
            : throw new DownloadFailure(FailureReason.InvalidUrl, false, detail);
    }

    private async Task<DownloadedBytes> FollowAsync(ImageUrl first, Validators known, TimeLimits limits, CancellationToken token)
    {
        var redirects = new Redirects(first.Address, _options.MaxRedirects, _download);
        var current = first;
        while (true)
        {
            using var request = Request(current, first, redirects, known);
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limits.Token);
            limits.Heard();
            if (redirects.TryFollow(response, current, out var next))
            {
                current = next;
                continue;
            }
            if (response.StatusCode == HttpStatusCode.NotModified && known.Any)
                return new DownloadedBytes(null, known);
            if (!response.IsSuccessStatusCode)
                throw DownloadFailure.From(response, _clock.GetUtcNow());
            return new DownloadedBytes(await ReadAsync(response, limits, token), ResponseValidators.Of(response));
        }
    }

    private HttpRequestMessage Request(ImageUrl current, ImageUrl first, Redirects redirects, Validators known)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, current.Address);
        if (known.ETag is { } tag)
            request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        if (known.LastModified is { } modified)
            request.Headers.TryAddWithoutValidation("If-Modified-Since", modified);
        // The user name of the list's URL is for its own server: it is not sent along with a redirect to another one.
        if ((current.Authorization ?? (current.IsSameOrigin(first) ? first.Authorization : null)) is { } authorization)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        _headers.AddTo(request, withSecrets: !redirects.LostEncryption);
        return request;
    }

    private async Task<ReceivedBytes> ReadAsync(HttpResponseMessage response, TimeLimits limits, CancellationToken token)
    {
        // One of two lengths is wrong (RFC 9110, 8.6): with either of them, the picture may be incomplete.
        if (response.Content.Headers.NonValidated.TryGetValues("Content-Length", out var lengths) && lengths.Distinct(StringComparer.Ordinal).Count() > 1)
            throw new DownloadFailure(FailureReason.Network, true, "The server's response has several lengths (Content-Length) that differ.");
        var announced = response.Content.Headers.ContentLength;
        if (announced > _options.MaxImageBytes)
            throw TooLarge($"The server announced {announced} bytes.");

        await using var body = await ContentCodings.ReadAsync(response.Content, _options.MaxImageBytes, limits.Token);
        // One more than announced: the read that finds the end needs room too. The announced length is not trusted yet.
        var received = new ReceivedBytes((int)Math.Min(announced + 1 ?? 64 * 1024, LargeImages.FromBytes));
        try
        {
            while (await body.ReadAsync(received.Room(), limits.Token) is var read and > 0)
            {
                limits.Heard();
                received.Advance(read);
                if (received.Length > _options.MaxImageBytes)
                    throw TooLarge("More bytes were received.");
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
        new(FailureReason.TooLarge, false, $"The image is too large. {what} The limit is {_options.MaxImageBytes} bytes (Ingest:MaxImageBytes).");

    private DownloadFailure Passed(TimeLimits limits, OperationCanceledException error)
    {
        if (error.InnerException is TimeoutException)
            return new(FailureReason.Connect, true, $"No connection to the host within {_options.ConnectTimeoutSeconds} s.", inner: error);
        return limits.TotalPassed
            ? new(FailureReason.Timeout, true, $"The image did not arrive within {_options.DownloadTimeoutSeconds} s.", inner: error)
            : new(FailureReason.Stalled, true, $"The server sent nothing for {_options.DownloadIdleSeconds} s.", inner: error);
    }
}
