namespace ImageRetrieval.LocalHosting.Telemetry.Traces;

/// <summary>The newest traces, assembled from spans in whatever order they come, bounded by their number of spans.</summary>
internal sealed class TraceStore(TelemetryOptions options)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<UInt128, Trace> _traces = [];
    private readonly Queue<Trace> _byAge = new();
    private int _spans;

    /// <summary>Spans received since the start.</summary>
    public long Received { get; private set; }

    /// <summary>Spans kept.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _spans;
        }
    }

    public void Add(IReadOnlyList<Span> spans)
    {
        lock (_lock)
        {
            Received += spans.Count;
            foreach (var span in spans.Where(span => span.TraceId != 0 && span.Id != 0))
                Add(span);
            while (_spans > options.MaximumSpans && _byAge.Count > 1)
            {
                var oldest = _byAge.Dequeue();
                _traces.Remove(oldest.Id);
                _spans -= oldest.Spans.Count;
            }
        }
    }

    public IReadOnlyList<TraceSummary> Find(TraceQuery query)
    {
        lock (_lock)
            return [.. query.Sorted(_byAge.Where(query.Matches)).Take(query.Maximum).Select(TraceSummary.Of)];
    }

    /// <summary>The spans of a trace by their start, and how many more there were; null when it is not known (any more).</summary>
    public (IReadOnlyList<Span> Spans, int Dropped)? Get(UInt128 id)
    {
        lock (_lock)
            return _traces.TryGetValue(id, out var trace) ? ([.. trace.Spans.OrderBy(span => span.Start)], trace.Dropped) : null;
    }

    public void Clear()
    {
        lock (_lock)
        {
            _traces.Clear();
            _byAge.Clear();
            _spans = 0;
        }
    }

    private void Add(Span span)
    {
        if (!_traces.TryGetValue(span.TraceId, out var trace))
        {
            _traces[span.TraceId] = trace = new Trace(span.TraceId, options.MaximumSpansPerTrace);
            _byAge.Enqueue(trace);
        }

        if (trace.Add(span))
            _spans++;
    }
}
