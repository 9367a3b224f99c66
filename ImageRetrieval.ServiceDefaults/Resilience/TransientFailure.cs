using System.Net;
using Polly;
using Polly.Timeout;

namespace ImageRetrieval.ServiceDefaults.Resilience;

/// <summary>Which failures may pass by themselves, and how long a server asks to be left alone.</summary>
internal static class TransientFailure
{
    /// <summary>GET and HEAD change nothing, so they can be sent again although nobody knows whether the first arrived.</summary>
    public static bool MayRepeat(HttpMethod method) => method == HttpMethod.Get || method == HttpMethod.Head;

    public static bool Is(Outcome<HttpResponseMessage> outcome) => outcome switch
    {
        { Exception: HttpRequestException or TimeoutRejectedException } => true,
        { Result.StatusCode: HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests } => true,
        { Result.StatusCode: >= HttpStatusCode.InternalServerError } => true,
        _ => false,
    };

    /// <summary>The header Retry-After, as seconds or as a date.</summary>
    public static TimeSpan? RetryAfter(HttpResponseMessage? response, TimeProvider time) => response?.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => TimeSpan.FromTicks(Math.Max(0, (date - time.GetUtcNow()).Ticks)),
        _ => null,
    };
}
