using System.Net;
using System.Net.Sockets;
using ImageRetrieval.ServiceDefaults.Network;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.Api.UrlQueries;

/// <summary>Fetches query images by URL, for clients that must not make this service their way into its own network.</summary>
internal sealed class UrlImages : IDisposable
{
    private readonly UrlQueryOptions _options;
    private readonly HttpClient _http;

    public UrlImages(IOptions<UrlQueryOptions> options, NameLookup lookup)
    {
        _options = options.Value;
        _http = new HttpClient(CreateHandler(_options, lookup)) { Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.Add("User-Agent", "ImageRetrieval");
        _http.DefaultRequestHeaders.Add("Accept", "image/*");
    }

    /// <summary>The bytes behind a URL.</summary>
    /// <exception cref="RefusalException">URLs are off, this one is not allowed, or it returns no image in time; the message reveals nothing about the network.</exception>
    internal async Task<byte[]> FetchAsync(string url, CancellationToken token)
    {
        if (!_options.Enabled)
            throw new RefusalException(StatusCodes.Status400BadRequest, "Search by URL is disabled (option Api:UrlQueries:Enabled). Upload the image instead.") { Code = "url_queries_off" };
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(token);
        limit.CancelAfter(TimeSpan.FromSeconds(_options.TimeoutSeconds));
        try
        {
            return await FollowAsync(Checked(url, null), limit.Token);
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            throw RefusalException.BadRequest($"The image at the URL was not received within {_options.TimeoutSeconds} s.");
        }
        catch (HttpRequestException error) when (error.InnerException is BlockedConnectionException)
        {
            throw RefusalException.BadRequest("The URL leads to an address that is not public.");
        }
        catch (ContentCodingException error)
        {
            throw RefusalException.BadRequest(error.Message);
        }
        catch (TooManyBytesException)
        {
            throw TooLong();
        }
        catch (InvalidDataException)
        {
            throw RefusalException.BadRequest("The image at the URL is damaged or truncated: its content coding cannot be decoded.");
        }
        catch (Exception error) when (error is HttpRequestException or IOException or SocketException)
        {
            throw RefusalException.BadRequest("The URL cannot be fetched.");
        }
    }

    public void Dispose() => _http.Dispose();

    internal static SocketsHttpHandler CreateHandler(UrlQueryOptions options, NameLookup lookup)
    {
        var handler = new GuardedConnection(options.Networks, lookup).CreateHandler();
        // Connections of an earlier lookup are not reused.
        handler.PooledConnectionLifetime = TimeSpan.Zero;
        handler.MaxResponseHeadersLength = 64;
        return handler;
    }

    private async Task<byte[]> FollowAsync(Uri address, CancellationToken token)
    {
        for (var redirects = 0; ; redirects++)
        {
            using var response = await _http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, token);
            if (response.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect
                && response.Headers.Location is { } location)
            {
                if (redirects == _options.MaxRedirects)
                    throw RefusalException.BadRequest($"The URL redirects more than {_options.MaxRedirects} times.");
                address = Checked(location.OriginalString, address);
                continue;
            }
            return response.IsSuccessStatusCode
                ? await ReadAsync(response.Content, token)
                : throw RefusalException.BadRequest($"The URL responded with status {(int)response.StatusCode}.");
        }
    }

    private async Task<byte[]> ReadAsync(HttpContent content, CancellationToken token)
    {
        if (content.Headers.ContentLength > _options.MaxBytes)
            throw TooLong();
        using var bytes = new MemoryStream();
        await using var stream = await ContentCodings.ReadAsync(content, _options.MaxBytes, token);
        var buffer = new byte[81_920];
        int read;
        while ((read = await stream.ReadAsync(buffer, token)) > 0)
        {
            if (bytes.Length + read > _options.MaxBytes)
                throw TooLong();
            bytes.Write(buffer, 0, read);
        }
        return bytes.ToArray();
    }

    private Uri Checked(string url, Uri? from)
    {
        if (!(from is null ? Uri.TryCreate(url, UriKind.Absolute, out var address) : Uri.TryCreate(from, url, out address)))
            throw RefusalException.BadRequest("The URL is not an absolute address.");
        if (!_options.SchemeNames.Contains(address.Scheme))
            throw RefusalException.BadRequest($"The URL must begin with {string.Join(" or ", _options.SchemeNames.Select(name => name + "://"))}.");
        return address.UserInfo.Length == 0 ? address : throw RefusalException.BadRequest("The URL must not contain a user name.");
    }

    private RefusalException TooLong() => RefusalException.BadRequest($"The image at the URL is too large: the limit is {_options.MaxBytes} bytes.");
}
