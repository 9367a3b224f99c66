using System.Net;
using System.Security.Authentication;
using ImageRetrieval.Collection.Catalog;
using ImageRetrieval.ServiceDefaults.Network;
using Microsoft.AspNetCore.WebUtilities;

namespace ImageRetrieval.Worker.Download;

/// <summary>A failed download, with its reason and whether a retry may succeed.</summary>
internal sealed class DownloadFailure(FailureReason reason, bool retryable, string message, TimeSpan? retryAfter = null, Exception? inner = null)
    : Exception(message, inner)
{
    internal FailureReason Reason { get; } = reason;

    internal bool Retryable { get; } = retryable;

    /// <summary>How long the server asks to wait, if it does; this concerns the whole server, not only this image.</summary>
    internal TimeSpan? RetryAfter { get; } = retryAfter;

    internal static DownloadFailure From(HttpResponseMessage response, DateTimeOffset now)
    {
        var (status, code) = (response.StatusCode, (int)response.StatusCode);
        var passing = status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or (HttpStatusCode)425 || code >= 500;
        var reason = code switch
        {
            >= 500 => FailureReason.Http5xx,
            >= 400 => FailureReason.Http4xx,
            _ => FailureReason.Http3xx,
        };
        var asksToWait = status is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable;
        return new(reason, passing, $"The server responded with {$"{code} {ReasonPhrases.GetReasonPhrase(code)}".TrimEnd()}{Comment(code)}.", asksToWait ? RetryAfterHeader.Read(response.Headers, now) : null);
    }

    internal static DownloadFailure From(HttpRequestException error) => error switch
    {
        { InnerException: BlockedConnectionException blocked } => new(FailureReason.ForbiddenAddress, false, $"{blocked.Message} The connection was refused (Ingest:AllowPrivateAddresses is false).", inner: error),
        { HttpRequestError: HttpRequestError.NameResolutionError } => new(FailureReason.Dns, true, "The host's name cannot be resolved.", inner: error),
        { HttpRequestError: HttpRequestError.SecureConnectionError } or { InnerException: AuthenticationException } =>
            new(FailureReason.Tls, true, "No secure connection to the host: its certificate or protocol was rejected.", inner: error),
        { HttpRequestError: HttpRequestError.ConnectionError } => new(FailureReason.Connect, true, "No connection to the host.", inner: error),
        { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => new(FailureReason.Network, true, "The headers of the server's response are too long.", inner: error),
        { HttpRequestError: HttpRequestError.InvalidResponse } => new(FailureReason.Network, true, $"The server's response is not valid HTTP: {error.Message}", inner: error),
        _ => new(FailureReason.Network, true, "The connection was interrupted.", inner: error),
    };

    private static string Comment(int code) => code switch
    {
        304 => " although the request was not conditional",
        300 or 301 or 302 or 303 or 307 or 308 => " without giving the location of the image",
        >= 300 and < 400 => ", which does not lead to an image",
        _ => "",
    };
}
