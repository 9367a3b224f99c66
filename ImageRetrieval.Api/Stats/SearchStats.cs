using System.Collections.Concurrent;
using ImageRetrieval.Api.Search;

namespace ImageRetrieval.Api.Stats;

/// <summary>What was measured of each model's searches since the start.</summary>
internal sealed class SearchStats(SearchMetrics metrics)
{
    private readonly ConcurrentDictionary<string, LatencyWindow> _latencies = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, RecallCheck> _checks = new(StringComparer.Ordinal);

    /// <summary>Of whole searches: from read request to answer, without waiting for a core.</summary>
    internal LatencyWindow Latency(string model) => _latencies.GetOrAdd(model, _ => new LatencyWindow());

    /// <summary>The clock of one search; what it measures also becomes metrics.</summary>
    internal StageTimes BeginTimes() => new(metrics);

    /// <summary>Counts a search that has been answered.</summary>
    internal void Searched(string model, TimeSpan elapsed)
    {
        Latency(model).Add(elapsed);
        metrics.Searched(model, elapsed);
    }

    /// <summary>The last check of a model's recall; null before the first.</summary>
    internal RecallCheck? LastCheck(string model) => _checks.GetValueOrDefault(model);

    /// <summary>Counts the recall of one query, and keeps what is known of the model's recall since its snapshot was published.</summary>
    internal void Checked(string model, double recall, RecallCheck check)
    {
        metrics.Recalled(model, recall);
        _checks[model] = check;
    }
}
