using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Polly;
using Polly.Timeout;

namespace ImageRetrieval.ServiceDefaults;

/// <summary>The time limits and retries of HTTP clients: the standard ones, adapted to services that exchange pictures.</summary>
public static class ResilienceDefaults
{
    /// <summary>The configuration section of <see cref="HttpStandardResilienceOptions"/>.</summary>
    private const string Section = "HttpResilience";

    // Of the first retry; each further one waits twice as long.
    private static readonly TimeSpan s_retryDelay = TimeSpan.FromMilliseconds(250);

    /// <summary>Removes the time limits and retries from a client that has its own. Service discovery is kept.</summary>
    public static IHttpClientBuilder WithoutResilience(this IHttpClientBuilder client)
    {
#pragma warning disable EXTEXP0001 // The only way to opt out of a default.
        return client.RemoveAllResilienceHandlers();
#pragma warning restore EXTEXP0001
    }

    /// <summary>
    /// Adds a client for large downloads, such as a model's weights: without a time limit and without retries, because the
    /// download itself detects a stalled server and resumes where it stopped.
    /// </summary>
    public static IHttpClientBuilder AddDownloadClient(this IServiceCollection services, string name) =>
        services.AddHttpClient(name).ConfigureHttpClient(client => client.Timeout = Timeout.InfiniteTimeSpan).WithoutResilience();

    internal static void AddResilience(this IHttpClientBuilder client, IConfiguration configuration)
    {
        var handler = client.AddStandardResilienceHandler();
        // The services are near each other, and a person waits: a page reports a service that is down after two seconds, not after ten.
        handler.Configure(options => options.Retry.Delay = s_retryDelay);
        if (configuration.GetSection(Section) is var section && section.Exists())
            handler.Configure(section);
        handler.Configure(Adapt);
    }

    private static void Adapt(HttpStandardResilienceOptions options)
    {
        var (attempt, total) = (options.AttemptTimeout.Timeout, options.TotalRequestTimeout.Timeout);
        // When Retry-After exceeds the call's own limit, a retry is pointless: the answer is final.
        options.Retry.ShouldHandle = args => ValueTask.FromResult(
            HttpClientResiliencePredicates.IsTransient(args.Outcome) && !(AskedToWait(args.Outcome.Result) >= total));
        // A search or an upload that is sent twice costs twice.
        options.Retry.DisableForUnsafeHttpMethods();
        // The first search may load a model, so a request that is not retried may use the whole time.
        options.AttemptTimeout.TimeoutGenerator = args => ValueTask.FromResult(IsRepeated(args.Context) ? attempt : total);
        // 429 and 503 mean "busy" or "still building": the next request may succeed, so they do not open the circuit.
        options.CircuitBreaker.ShouldHandle = args => ValueTask.FromResult(args.Outcome.Exception is HttpRequestException or TimeoutRejectedException);
    }

    // Retry-After is either seconds or a date.
    private static TimeSpan? AskedToWait(HttpResponseMessage? response) =>
        response?.Headers.RetryAfter is { } asked ? asked.Delta ?? asked.Date - DateTimeOffset.UtcNow : null;

    private static bool IsRepeated(ResilienceContext context) =>
        context.GetRequestMessage()?.Method is { } method && (method == HttpMethod.Get || method == HttpMethod.Head);
}
