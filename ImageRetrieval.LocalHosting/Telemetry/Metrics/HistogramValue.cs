namespace ImageRetrieval.LocalHosting.Telemetry.Metrics;

/// <summary>Counts by size. There is one bucket more than bounds: the last holds what is above them all.</summary>
internal sealed record HistogramValue(double[] Bounds, ulong[] Buckets, ulong Count, double Sum)
{
    /// <summary>What came since an earlier value of the same process; all of it when the two do not fit together.</summary>
    public HistogramValue Since(HistogramValue? earlier)
    {
        if (earlier is null || earlier.Count > Count || !HasBoundsOf(earlier))
            return this;
        var buckets = new ulong[Buckets.Length];
        for (var index = 0; index < buckets.Length; index++)
            buckets[index] = Buckets[index] >= earlier.Buckets[index] ? Buckets[index] - earlier.Buckets[index] : 0;
        return new HistogramValue(Bounds, buckets, Count - earlier.Count, Sum - earlier.Sum);
    }

    /// <summary>Both together; the other one alone is lost when its bounds differ.</summary>
    public HistogramValue Plus(HistogramValue other)
    {
        if (!HasBoundsOf(other))
            return this;
        var buckets = new ulong[Buckets.Length];
        for (var index = 0; index < buckets.Length; index++)
            buckets[index] = Buckets[index] + other.Buckets[index];
        return new HistogramValue(Bounds, buckets, Count + other.Count, Sum + other.Sum);
    }

    /// <summary>The size that a share (0..1) of the values does not exceed, linear inside a bucket; null when there are none.</summary>
    public double? Quantile(double share)
    {
        if (Count == 0 || Bounds.Length == 0 || Buckets.Length != Bounds.Length + 1)
            return null;
        var rank = share * Count;
        var below = 0.0;
        for (var index = 0; index < Bounds.Length; index++)
        {
            if (below + Buckets[index] >= rank && Buckets[index] > 0)
            {
                var low = index == 0 ? Math.Min(0, Bounds[0]) : Bounds[index - 1];
                return low + ((Bounds[index] - low) * Math.Max(0, rank - below) / Buckets[index]);
            }

            below += Buckets[index];
        }

        return Bounds[^1];
    }

    private bool HasBoundsOf(HistogramValue other) => ReferenceEquals(Bounds, other.Bounds) || Bounds.AsSpan().SequenceEqual(other.Bounds);
}
