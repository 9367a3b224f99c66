using ImageRetrieval.LocalHosting.Lifecycle;
using ImageRetrieval.LocalHosting.Telemetry.Logs;
using ImageRetrieval.LocalHosting.Telemetry.Metrics;
using ImageRetrieval.LocalHosting.Telemetry.Otlp;
using ImageRetrieval.LocalHosting.Telemetry.Traces;

namespace ImageRetrieval.LocalHosting.Telemetry;

/// <summary>What the resources report about themselves: bounded, in memory.</summary>
internal sealed class TelemetryStore(TelemetryOptions options, TimeProvider time)
{
    private readonly StringPool _pool = new();

    public TraceStore Traces { get; } = new(options);

    public LogStore Logs { get; } = new(options);

    public MetricStore Metrics { get; } = new(options, time);

    public ChangeSignal Changed { get; } = new();

    public TelemetryVersion Version => new(Traces.Received, Logs.Received, Metrics.Received);

    /// <summary>Takes an OTLP request, and says who sent it (the first of several; null when it is empty).</summary>
    /// <exception cref="OtlpFormatException">It is none; nothing of it is kept.</exception>
    public Sender? Add(TelemetrySignal signal, ReadOnlySpan<byte> body)
    {
        var sender = signal switch
        {
            TelemetrySignal.Traces => AddSpans(TraceDecoder.Decode(body, _pool)),
            TelemetrySignal.Logs => AddLogs(LogDecoder.Decode(body, _pool)),
            _ => AddPoints(MetricDecoder.Decode(body, _pool)),
        };
        Changed.Pulse();
        return sender;
    }

    private Sender? AddSpans(List<Span> spans)
    {
        Traces.Add(spans);
        return spans.Count > 0 ? spans[0].Sender : null;
    }

    private Sender? AddLogs(List<LogRecord> records)
    {
        Logs.Add(records);
        return records.Count > 0 ? records[0].Sender : null;
    }

    private Sender? AddPoints(List<MetricPoint> points)
    {
        Metrics.Add(points);
        return points.Count > 0 ? points[0].Sender : null;
    }
}
