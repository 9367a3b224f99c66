using System.Collections.Concurrent;

namespace ImageRetrieval.Api.Stats;

/// <summary>What was measured of each model's searches since the start.</summary>
internal sealed class SearchStats
{
    private readonly ConcurrentDictionary<string, LatencyWindow> _latencies = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, RecallCheck> _checks = new(StringComparer.Ordinal);

    /// <summary>Of whole searches: from read request to answer, without waiting for a core.</summary>
    internal LatencyWindow Latency(string model) => _latencies.GetOrAdd(model, _ => new LatencyWindow());

    /// <summary>Counts a search that has been answered.</summary>
    internal void Searched(string model, TimeSpan elapsed)
    {
        Latency(model).Add(elapsed);
        ApiTelemetry.Searched(model, elapsed);
    }

    /// <summary>The last check of a model's recall; null before the first.</summary>
    internal RecallCheck? LastCheck(string model) => _checks.GetValueOrDefault(model);

    internal void SetCheck(string model, RecallCheck check) => _checks[model] = check;
}
