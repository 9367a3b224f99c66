using Microsoft.Extensions.Options;
using Polly;
using Polly.Retry;

namespace ImageRetrieval.ServiceDefaults.Resilience;

/// <summary>The two pipelines: total time → retry → time of an attempt for GET and HEAD; total time alone for the rest.</summary>
internal sealed class HttpResiliencePipeline
{
    private readonly ResiliencePipeline<HttpResponseMessage> _repeatable;
    private readonly ResiliencePipeline<HttpResponseMessage> _once;

    public HttpResiliencePipeline(IOptions<HttpResilienceOptions> options, TimeProvider time)
    {
        TotalTimeout = options.Value.TotalTimeout;
        _once = Builder(time).AddTimeout(TotalTimeout).Build();
        var repeatable = Builder(time).AddTimeout(TotalTimeout);
        if (options.Value.Retries > 0)
            repeatable.AddRetry(Retry(options.Value, time));
        _repeatable = repeatable.AddTimeout(options.Value.AttemptTimeout).Build();
    }

    public TimeSpan TotalTimeout { get; }

    public ResiliencePipeline<HttpResponseMessage> For(HttpMethod method) => TransientFailure.MayRepeat(method) ? _repeatable : _once;

    private static ResiliencePipelineBuilder<HttpResponseMessage> Builder(TimeProvider time) => new() { TimeProvider = time };

    private static RetryStrategyOptions<HttpResponseMessage> Retry(HttpResilienceOptions options, TimeProvider time) => new()
    {
        MaxRetryAttempts = options.Retries,
        Delay = options.FirstDelay,
        MaxDelay = options.MaximumDelay,
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        // A server that wants to be left alone for longer than the call may take has given its answer.
        ShouldHandle = args => ValueTask.FromResult(
            TransientFailure.Is(args.Outcome) && !(TransientFailure.RetryAfter(args.Outcome.Result, time) >= options.TotalTimeout)),
        DelayGenerator = args => ValueTask.FromResult(TransientFailure.RetryAfter(args.Outcome.Result, time)),
        OnRetry = args =>
        {
            args.Outcome.Result?.Dispose();
            return ValueTask.CompletedTask;
        },
    };
}
