namespace ImageRetrieval.IndexBenchmark.Measures;

/// <summary>The middle of repeated measurements.</summary>
internal static class Median
{
    /// <summary>The mean of the middle two where their number is even.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static double Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        if (sorted.Length == 0)
            throw new ArgumentException("The median of nothing.", nameof(values));
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
