namespace ImageRetrieval.LocalHosting.Telemetry.Traces;

internal enum TraceOrder
{
    Newest,
    Oldest,
    Slowest,
    Spans,
}
