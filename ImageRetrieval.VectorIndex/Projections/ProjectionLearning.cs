namespace ImageRetrieval.VectorIndex;

/// <summary>Learns a projection from a sample of the vectors and chooses its length; or finds that none is worth it.</summary>
internal static class ProjectionLearning
{
    /// <summary>With fewer vectors a search measures too few of them for a projection to pay.</summary>
    public const int LeastCount = 4096;

    // A row of codes is a multiple of this long.
    private const int LengthStep = CodeDot.RowAlignment;
    private const int MostLength = 256;

    // Most collections need no more: finding twice as many directions takes more than twice as long.
    private const int FirstLength = 128;
    private const int MostSampled = 5120;
    private const int Queries = 200;

    // One that is used already is measured against fewer vectors, and may be as much below the floor by chance.
    private const int MostSampledAgain = 3072;
    private const int QueriesAgain = 100;
    private const float Chance = 0.02f;

    /// <summary>Deterministic: the same vectors with the same seed give the same projection.</summary>
    /// <param name="rows">The vectors.</param>
    /// <param name="options">Floor and seed.</param>
    /// <param name="token">Looked at now and then.</param>
    /// <returns>Null where no projection of half the components or fewer reaches the floor, or there are too few vectors.</returns>
    public static Projection? Learn(VectorRows rows, HnswOptions options, CancellationToken token)
    {
        int most = Math.Min(MostLength, rows.Dimension / 2 / LengthStep * LengthStep);
        if (rows.Count < LeastCount || most == 0)
            return null;
        (int[] queries, int[] others) = Sample(rows.Count, MostSampled, Queries, options.Seed);
        var quality = new ProjectionQuality(rows, queries, others, token);
        for (int found = Math.Min(FirstLength, most), length = LengthStep; ; found = most)
        {
            FloatMatrix directions = PrincipalDirections.Find(rows, others, found, options.Seed, token);
            FloatMatrix projected = quality.Project(directions, token);
            for (; length <= found; length += LengthStep)
            {
                float recall = quality.Recall(projected, length);
                if (recall >= options.ProjectionRecall)
                    return new Projection(First(directions, length), quality.Error(projected, length), recall);
            }

            if (found == most)
                return null;
        }
    }

    /// <summary>Whether a projection that was learned from other vectors is good enough for these.</summary>
    public static bool IsGoodFor(Projection projection, VectorRows rows, HnswOptions options, CancellationToken token)
    {
        if (rows.Count < LeastCount)
            return false;
        (int[] queries, int[] others) = Sample(rows.Count, MostSampledAgain, QueriesAgain, options.Seed);
        var quality = new ProjectionQuality(rows, queries, others, token);
        return quality.Recall(quality.Project(projection.Directions, token), projection.Length) >= options.ProjectionRecall - Chance;
    }

    // The first of a random order, of which no more is made than is needed.
    private static (int[] Queries, int[] Others) Sample(int count, int most, int queries, ulong seed)
    {
        int[] nodes = [.. Enumerable.Range(0, count)];
        int sampled = Math.Min(most, count);
        for (int i = 0; i < sampled; i++)
        {
            int other = i + (int)(SplitMix.ToUnit(SplitMix.At(seed, i)) * (count - i));
            (nodes[i], nodes[other]) = (nodes[other], nodes[i]);
        }

        return (nodes[..queries], nodes[queries..sampled]);
    }

    private static FloatMatrix First(FloatMatrix directions, int rows)
    {
        var first = new FloatMatrix(rows, directions.Columns);
        for (int row = 0; row < rows; row++)
            directions.Span(row).CopyTo(first.Span(row));
        return first;
    }
}
