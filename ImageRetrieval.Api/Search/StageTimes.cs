using System.Diagnostics;
using ImageRetrieval.Api.Stats;

namespace ImageRetrieval.Api.Search;

/// <summary>How long the stages of one search took. Not thread-safe.</summary>
internal sealed class StageTimes(SearchMetrics metrics)
{
    private static readonly string[] s_names = [.. Enum.GetNames<Stage>().Select(name => name.ToLowerInvariant())];

    private readonly SearchMetrics _metrics = metrics;
    private readonly TimeSpan[] _spent = new TimeSpan[s_names.Length];

    internal double Milliseconds(Stage stage) => Math.Round(_spent[(int)stage].TotalMilliseconds, 3);

    /// <summary>All stages together.</summary>
    internal TimeSpan Total => _spent.Aggregate(TimeSpan.Zero, (sum, spent) => sum + spent);

    internal static string NameOf(Stage stage) => s_names[(int)stage];

    /// <summary>Begins a stage; disposing ends it. The span is available for additional tags.</summary>
    internal Running Begin(Stage stage, string model, string? snapshotVersion = null)
    {
        var span = ApiTelemetry.Source.StartActivity(NameOf(stage));
        span?.SetTag("model", model);
        if (snapshotVersion is not null)
            span?.SetTag("snapshot.version", snapshotVersion);
        return new Running(this, stage, model, span, Stopwatch.GetTimestamp());
    }

    /// <summary>A stage in progress.</summary>
    internal readonly struct Running(StageTimes times, Stage stage, string model, Activity? span, long started) : IDisposable
    {
        internal Activity? Span => span;

        public void Dispose()
        {
            var elapsed = Stopwatch.GetElapsedTime(started);
            times._spent[(int)stage] += elapsed;
            times._metrics.Staged(stage, model, elapsed);
            span?.Dispose();
        }
    }
}
