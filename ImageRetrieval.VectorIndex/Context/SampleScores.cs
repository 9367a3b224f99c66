namespace ImageRetrieval.VectorIndex;

/// <summary>The scores of one vector against the collection as a whole: mean and standard deviation over a sample.</summary>
internal static class SampleScores
{
    // Without a minimum, identical scores would make any other score infinitely far away.
    private const double LeastDeviation = 1e-3;

    /// <summary>Of a node, excluding itself.</summary>
    public static void Measure(HnswGraph graph, ReadOnlySpan<int> sample, int node, ref ContextRow row)
    {
        Span<float> distances = stackalloc float[ContextBuild.SampleLength];
        distances = distances[..sample.Length];
        graph.MeasureFrom(node, sample, distances);
        (row.Mean, row.Deviation) = Of(distances, sample.IndexOf(node));
    }

    /// <summary>Of a query.</summary>
    public static (float Mean, float Deviation) Of(HnswGraph graph, ReadOnlySpan<int> sample, ReadOnlySpan<float> query)
    {
        Span<float> distances = stackalloc float[ContextBuild.SampleLength];
        distances = distances[..sample.Length];
        graph.Measure(query, sample, distances);
        return Of(distances, without: -1);
    }

    private static (float Mean, float Deviation) Of(ReadOnlySpan<float> distances, int without)
    {
        double sum = 0, squares = 0;
        for (int i = 0; i < distances.Length; i++)
        {
            double score = i == without ? 0 : 1.0 - distances[i];
            sum += score;
            squares += score * score;
        }

        int count = distances.Length - (without < 0 ? 0 : 1);
        if (count <= 0)
            return (0, (float)LeastDeviation);
        double mean = sum / count;
        return ((float)mean, (float)Math.Max(LeastDeviation, Math.Sqrt(Math.Max(0, (squares / count) - (mean * mean)))));
    }
}
