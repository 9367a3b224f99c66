namespace ImageRetrieval.LocalHosting.Telemetry.Traces;

/// <summary>One piece of work of a trace. Times are nanoseconds since 1970.</summary>
internal sealed class Span
{
    public required Sender Sender { get; init; }

    /// <summary>The source that made it.</summary>
    public required string Scope { get; init; }

    public UInt128 TraceId { get; set; }

    public ulong Id { get; set; }

    /// <summary>0: the trace begins here.</summary>
    public ulong ParentId { get; set; }

    public string Name { get; set; } = "";

    public SpanKind Kind { get; set; }

    public ulong Start { get; set; }

    public ulong End { get; set; }

    public bool IsError { get; set; }

    public string? StatusMessage { get; set; }

    public Tag[] Tags { get; set; } = [];

    public SpanEvent[] Events { get; set; } = [];

    /// <summary>Other traces that have to do with this one.</summary>
    public SpanLink[] Links { get; set; } = [];

    public ulong Duration => End > Start ? End - Start : 0;
}
