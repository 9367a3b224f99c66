namespace ImageRetrieval.LocalHosting.Telemetry.Traces;

/// <summary>A trace as a line of a list. Times are nanoseconds since 1970.</summary>
internal sealed record TraceSummary(
    UInt128 Id, string Name, string Resource, IReadOnlyList<string> Resources, int Spans, int Errors, ulong Start, ulong Duration, bool IsComplete)
{
    /// <summary>The trace is called after its root, or after its first span until the root has ended.</summary>
    public static TraceSummary Of(Trace trace)
    {
        var first = trace.Root ?? trace.Spans.MinBy(span => span.Start)!;
        return new TraceSummary(
            trace.Id,
            first.Name,
            first.Sender.Resource,
            [.. trace.Spans.Select(span => span.Sender.Resource).Distinct()],
            trace.Spans.Count + trace.Dropped,
            trace.Errors,
            trace.Start,
            trace.Duration,
            trace.Root is not null);
    }
}
