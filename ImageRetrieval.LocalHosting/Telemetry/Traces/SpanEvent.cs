namespace ImageRetrieval.LocalHosting.Telemetry.Traces;

/// <summary>Something that happened during a span, such as an exception.</summary>
internal sealed record SpanEvent(ulong Time, string Name, Tag[] Tags);
