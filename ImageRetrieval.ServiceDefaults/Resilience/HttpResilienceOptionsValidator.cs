using Microsoft.Extensions.Options;

namespace ImageRetrieval.ServiceDefaults.Resilience;

internal sealed class HttpResilienceOptionsValidator : IValidateOptions<HttpResilienceOptions>
{
    private const int MaximumRetries = 10;
    private static readonly TimeSpan s_least = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan s_most = TimeSpan.FromHours(1);

    public ValidateOptionsResult Validate(string? name, HttpResilienceOptions options)
    {
        var failures = new List<string>();
        Check(failures, nameof(options.TotalTimeout), options.TotalTimeout, s_least, s_most);
        Check(failures, nameof(options.AttemptTimeout), options.AttemptTimeout, s_least, options.TotalTimeout);
        Check(failures, nameof(options.Retries), options.Retries, 0, MaximumRetries);
        Check(failures, nameof(options.FirstDelay), options.FirstDelay, TimeSpan.Zero, options.MaximumDelay);
        Check(failures, nameof(options.MaximumDelay), options.MaximumDelay, TimeSpan.Zero, s_most);
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static void Check<T>(List<string> failures, string key, T value, T minimum, T maximum)
        where T : IComparable<T>
    {
        if (value.CompareTo(minimum) < 0 || value.CompareTo(maximum) > 0)
            failures.Add($"{HttpResilienceOptions.Section}:{key} is {value}; it must be from {minimum} to {maximum}.");
    }
}
