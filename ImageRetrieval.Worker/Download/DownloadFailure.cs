using System.Net;
using System.Net.Http.Headers;
using ImageRetrieval.Worker.Catalog;

namespace ImageRetrieval.Worker.Download;

/// <summary>A download that gave no image, with its reason and whether a later try may succeed.</summary>
internal sealed class DownloadFailure(FailureReason reason, bool retryable, string message, TimeSpan? retryAfter = null, Exception? inner = null)
    : Exception(message, inner)
{
    internal FailureReason Reason { get; } = reason;

    internal bool Retryable { get; } = retryable;

    /// <summary>How long the server asks to wait, if it does.</summary>
    internal TimeSpan? RetryAfter { get; } = retryAfter;

    internal static DownloadFailure From(HttpStatusCode status, RetryConditionHeaderValue? retryAfter)
    {
        var code = (int)status;
        var passing = status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or (HttpStatusCode)425 || code >= 500;
        var reason = code switch
        {
            >= 500 => FailureReason.Http5xx,
            >= 400 => FailureReason.Http4xx,
            _ => FailureReason.TooManyRedirects,
        };
        return new(reason, passing, $"The server answered {code} {status}.", retryAfter?.Delta);
    }

    internal static DownloadFailure From(HttpRequestException error) => error.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => new(FailureReason.Dns, true, "The host's name cannot be resolved.", inner: error),
        HttpRequestError.ConnectionError => new(FailureReason.Connect, true, "No connection to the host.", inner: error),
        HttpRequestError.SecureConnectionError => new(FailureReason.Tls, true, "No secure connection to the host: its certificate or protocol was refused.", inner: error),
        _ => new(FailureReason.Network, true, "The connection broke off.", inner: error),
    };
}
