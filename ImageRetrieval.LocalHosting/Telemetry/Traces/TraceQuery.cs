namespace ImageRetrieval.LocalHosting.Telemetry.Traces;

/// <summary>Which traces are wanted, and in which order.</summary>
/// <param name="SpanName">Traces that have a span of this name.</param>
internal sealed record TraceQuery(
    string? Text = null,
    string? Resource = null,
    string? SpanName = null,
    bool ErrorsOnly = false,
    TimeSpan MinimumDuration = default,
    TimeSpan? MaximumDuration = null,
    TraceOrder Order = TraceOrder.Newest,
    int Maximum = 200)
{
    public bool Matches(Trace trace) =>
        (!ErrorsOnly || trace.Errors > 0)
        && trace.Duration >= Nanoseconds(MinimumDuration)
        && (MaximumDuration is null || trace.Duration <= Nanoseconds(MaximumDuration.Value))
        && (SpanName is null || trace.Spans.Any(span => span.Name == SpanName))
        && (Resource is null || trace.Spans.Any(span => span.Sender.Resource == Resource))
        && (string.IsNullOrEmpty(Text) || Contains(trace, Text));

    public IEnumerable<Trace> Sorted(IEnumerable<Trace> traces) => Order switch
    {
        TraceOrder.Slowest => traces.OrderByDescending(trace => trace.Duration),
        TraceOrder.Spans => traces.OrderByDescending(trace => trace.Spans.Count),
        TraceOrder.Oldest => traces.OrderBy(trace => trace.Start),
        _ => traces.OrderByDescending(trace => trace.Start),
    };

    private static ulong Nanoseconds(TimeSpan time) => (ulong)Math.Max(0, time.Ticks) * 100;

    private static bool Contains(Trace trace, string text) =>
        trace.Id.ToString("x32", System.Globalization.CultureInfo.InvariantCulture).Contains(text, StringComparison.OrdinalIgnoreCase)
        || trace.Spans.Any(span => Contains(span, text));

    private static bool Contains(Span span, string text) =>
        span.Name.Contains(text, StringComparison.OrdinalIgnoreCase)
        || span.Sender.Resource.Contains(text, StringComparison.OrdinalIgnoreCase)
        || span.StatusMessage?.Contains(text, StringComparison.OrdinalIgnoreCase) == true
        || Array.Exists(span.Tags, tag => Contains(tag, text))
        || Array.Exists(span.Events, happened => happened.Name.Contains(text, StringComparison.OrdinalIgnoreCase) || Array.Exists(happened.Tags, tag => Contains(tag, text)));

    // "key=value" finds an attribute as well as a part of its value does.
    private static bool Contains(Tag tag, string text) =>
        tag.Value.Contains(text, StringComparison.OrdinalIgnoreCase)
        || (text.StartsWith(tag.Key, StringComparison.OrdinalIgnoreCase) && $"{tag.Key}={tag.Value}".Contains(text, StringComparison.OrdinalIgnoreCase));
}
