namespace ImageRetrieval.ServiceDefaults;

/// <summary>Configuration section <c>HttpResilience</c>: how calls to other services bear short failures.</summary>
public sealed class HttpResilienceOptions
{
    public const string Section = "HttpResilience";

    /// <summary>For a call with all its attempts and pauses, until the response's headers are there.</summary>
    public TimeSpan TotalTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>For one attempt at a GET or HEAD; other methods have one attempt, which may take the whole time.</summary>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Further attempts at a GET or HEAD; 0: none.</summary>
    public int Retries { get; set; } = 3;

    /// <summary>Pause before the first retry; each further one doubles it, and chance varies all of them.</summary>
    public TimeSpan FirstDelay { get; set; } = TimeSpan.FromMilliseconds(200);

    public TimeSpan MaximumDelay { get; set; } = TimeSpan.FromSeconds(5);
}
