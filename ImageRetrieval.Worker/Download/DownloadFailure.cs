using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;
using ImageRetrieval.Worker.Catalog;

namespace ImageRetrieval.Worker.Download;

/// <summary>A download that gave no image, with its reason and whether a later try may succeed.</summary>
internal sealed class DownloadFailure(FailureReason reason, bool retryable, string message, TimeSpan? retryAfter = null, Exception? inner = null)
    : Exception(message, inner)
{
    internal FailureReason Reason { get; } = reason;

    internal bool Retryable { get; } = retryable;

    /// <summary>How long the server asks to wait, if it does: the whole server, not this image alone.</summary>
    internal TimeSpan? RetryAfter { get; } = retryAfter;

    internal static DownloadFailure From(HttpStatusCode status, RetryConditionHeaderValue? retryAfter, DateTimeOffset now)
    {
        var code = (int)status;
        var passing = status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or (HttpStatusCode)425 || code >= 500;
        var reason = code switch
        {
            >= 500 => FailureReason.Http5xx,
            >= 400 => FailureReason.Http4xx,
            _ => FailureReason.TooManyRedirects,
        };
        var asksToWait = status is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable;
        return new(reason, passing, $"The server answered {code} {status}.", asksToWait ? Wait(retryAfter, now) : null);
    }

    internal static DownloadFailure From(HttpRequestException error) => error switch
    {
        { InnerException: ForbiddenAddressException forbidden } => new(FailureReason.ForbiddenAddress, false, forbidden.Message, inner: error),
        { HttpRequestError: HttpRequestError.NameResolutionError } => new(FailureReason.Dns, true, "The host's name cannot be resolved.", inner: error),
        { HttpRequestError: HttpRequestError.SecureConnectionError } or { InnerException: AuthenticationException } =>
            new(FailureReason.Tls, true, "No secure connection to the host: its certificate or protocol was refused.", inner: error),
        { HttpRequestError: HttpRequestError.ConnectionError } => new(FailureReason.Connect, true, "No connection to the host.", inner: error),
        _ => new(FailureReason.Network, true, "The connection broke off.", inner: error),
    };

    private static TimeSpan? Wait(RetryConditionHeaderValue? retryAfter, DateTimeOffset now)
    {
        var wait = retryAfter?.Delta ?? (retryAfter?.Date is { } date ? date - now : null);
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }
}
