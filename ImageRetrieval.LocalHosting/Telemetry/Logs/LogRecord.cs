namespace ImageRetrieval.LocalHosting.Telemetry.Logs;

/// <summary>A structured log message. The time is nanoseconds since 1970.</summary>
internal sealed class LogRecord
{
    public required Sender Sender { get; init; }

    /// <summary>The logger's name.</summary>
    public required string Category { get; init; }

    /// <summary>Grows over all records; given by the store.</summary>
    public long Sequence { get; set; }

    public ulong Time { get; set; }

    /// <summary>OTLP's severity: 1-4 trace, 5-8 debug, 9-12 information, 13-16 warning, 17-20 error, 21-24 critical; 0 unknown.</summary>
    public int Severity { get; set; }

    public string Text { get; set; } = "";

    /// <summary>0: written outside of any trace.</summary>
    public UInt128 TraceId { get; set; }

    public ulong SpanId { get; set; }

    public Tag[] Tags { get; set; } = [];
}
