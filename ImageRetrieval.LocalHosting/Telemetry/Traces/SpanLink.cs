namespace ImageRetrieval.LocalHosting.Telemetry.Traces;

internal sealed record SpanLink(UInt128 TraceId, ulong SpanId);
