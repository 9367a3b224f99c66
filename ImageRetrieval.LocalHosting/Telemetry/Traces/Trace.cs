namespace ImageRetrieval.LocalHosting.Telemetry.Traces;

/// <summary>The spans of one trace that have come so far, in the order in which they came. The store's lock guards it.</summary>
internal sealed class Trace(UInt128 id, int maximumSpans)
{
    private readonly List<Span> _spans = [];

    public UInt128 Id { get; } = id;

    public IReadOnlyList<Span> Spans => _spans;

    /// <summary>Spans that came after the trace was full.</summary>
    public int Dropped { get; private set; }

    public int Errors { get; private set; }

    public ulong Start { get; private set; } = ulong.MaxValue;

    public ulong End { get; private set; }

    public ulong Duration => End > Start ? End - Start : 0;

    /// <summary>The span without a parent, once it has come: it ends last, and spans come when they end.</summary>
    public Span? Root { get; private set; }

    /// <returns>Whether there was room for it; a root always finds room.</returns>
    public bool Add(Span span)
    {
        Start = Math.Min(Start, span.Start);
        End = Math.Max(End, span.End);
        if (span.IsError)
            Errors++;
        if (span.ParentId == 0)
            Root ??= span;
        if (_spans.Count >= maximumSpans && span.ParentId != 0)
        {
            Dropped++;
            return false;
        }

        _spans.Add(span);
        return true;
    }
}
