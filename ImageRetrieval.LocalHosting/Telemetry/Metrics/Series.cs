namespace ImageRetrieval.LocalHosting.Telemetry.Metrics;

/// <summary>
/// The values of one metric with one combination of dimensions in one process: the last value of each five seconds, for
/// an hour. Sums are kept as they grew since the process began. The store's lock guards it.
/// </summary>
internal sealed class Series(Tag[] tags, string instance)
{
    public const int SlotSeconds = 5;

    private const int MaximumSlots = 3600 / SlotSeconds;

    private readonly Queue<Sample> _samples = new();
    private Sample? _last;

    public Tag[] Tags { get; } = tags;

    /// <summary>The process.</summary>
    public string Instance { get; } = instance;

    /// <summary>Seconds since 1970; 0 before the first value.</summary>
    public long LastSeconds => _last?.Seconds ?? 0;

    public Sample? Last => _last;

    public void Add(MetricPoint point)
    {
        var seconds = (long)(point.Time / 1_000_000_000);
        if (_last is not null && seconds < _last.Seconds)
            return;
        var next = Next(point, seconds);
        if (_last is not null && _last.Seconds / SlotSeconds == seconds / SlotSeconds)
            _last.Replace(next);
        else
            _samples.Enqueue(_last = next);
        if (_samples.Count > MaximumSlots)
            _samples.Dequeue();
    }

    /// <summary>The values up to each of the times, both ascending in seconds; null where there is none yet.</summary>
    public Sample?[] At(IReadOnlyList<long> times)
    {
        var found = new Sample?[times.Count];
        Sample? before = null;
        var index = 0;
        foreach (var sample in _samples)
        {
            for (; index < times.Count && sample.Seconds > times[index]; index++)
                found[index] = before;
            before = sample;
        }

        for (; index < times.Count; index++)
            found[index] = before;
        return found;
    }

    /// <summary>Whether all that the first value holds came after a moment: the process began after it.</summary>
    public bool BeganAfter(long seconds) => _samples.TryPeek(out var first) && first.StartSeconds > seconds;

    private Sample Next(MetricPoint point, long seconds)
    {
        var start = (long)(point.Start / 1_000_000_000);
        if (point.Histogram is { } histogram)
        {
            if (point.IsDelta && _last?.Histogram is { } sum)
                histogram = histogram.Plus(sum);
            // An idle histogram costs no memory.
            if (_last?.Histogram is { } last && last.Count == histogram.Count && last.Bounds.AsSpan().SequenceEqual(histogram.Bounds))
                histogram = last;
            return new Sample(seconds, start, histogram.Sum, histogram);
        }

        var value = point.IsDelta ? point.Value + (_last?.Value ?? 0) : point.Value;
        return new Sample(seconds, start, value, null);
    }
}
