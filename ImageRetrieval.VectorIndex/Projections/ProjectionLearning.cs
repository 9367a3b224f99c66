namespace ImageRetrieval.VectorIndex;

/// <summary>Learns a projection from a sample of the vectors and chooses its length; or finds that none is worth it.</summary>
internal static class ProjectionLearning
{
    /// <summary>With fewer vectors a search measures too few of them for a projection to pay.</summary>
    public const int LeastCount = 4096;

    // A row holds the codes and their scale, and is a multiple of this long.
    private const int RowStep = CodeDot.RowAlignment;
    private const int MostRow = 256;

    // Most collections need no more: finding twice as many directions takes more than twice as long.
    private const int FirstRow = 128;
    private const int MostSampled = 5120;
    private const int Queries = 200;

    // With a gain of so much, longer projections are not tried.
    private const double GoodGain = 1.35;

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
        int most = Math.Min(MostRow, rows.Dimension / 2 / RowStep * RowStep);
        if (rows.Count < LeastCount || most == 0)
            return null;
        // Where not even the shortest projection that misplaces nothing would pay, there is nothing to learn: otherwise every
        // publication of such a collection would do it again in vain.
        if (ProjectionCost.Gain(rows.Dimension, LengthOf(RowStep), ProjectionQuality.Nearest) < options.ProjectionGain)
            return null;
        (int[] queries, int[] others) = Sample(rows.Count, MostSampled, Queries, options.Seed);
        var quality = new ProjectionQuality(rows, queries, others, token);
        var best = (Gain: (double)options.ProjectionGain, Projection: (Projection?)null);
        for (int longest = Math.Min(FirstRow, most), row = RowStep; ; longest = most)
        {
            FloatMatrix directions = PrincipalDirections.Find(rows, others, LengthOf(longest), options.Seed, token);
            FloatMatrix projected = quality.Project(directions, token);
            for (; row <= longest; row += RowStep)
            {
                int length = LengthOf(row);
                int[] intruders = quality.Intruders(projected, length);
                float recall = ProjectionQuality.Recall(intruders);
                double gain = ProjectionCost.Gain(rows.Dimension, length, quality.CandidatesNeeded(intruders, rows.Count));
                if (recall >= options.ProjectionRecall && gain > best.Gain)
                    best = (gain, new Projection(First(directions, length), quality.Error(projected, length), recall));
            }

            if (longest == most || best.Gain >= GoodGain)
                return best.Projection;
        }
    }

    /// <summary>Whether a projection that was learned from other vectors is good enough for these.</summary>
    public static bool IsGoodFor(Projection projection, VectorRows rows, HnswOptions options, CancellationToken token)
    {
        if (rows.Count < LeastCount)
            return false;
        (int[] queries, int[] others) = Sample(rows.Count, MostSampledAgain, QueriesAgain, options.Seed);
        var quality = new ProjectionQuality(rows, queries, others, token);
        int[] intruders = quality.Intruders(quality.Project(projection.Directions, token), projection.Length);
        return ProjectionQuality.Recall(intruders) >= options.ProjectionRecall - Chance
            && ProjectionCost.Gain(rows.Dimension, projection.Length, quality.CandidatesNeeded(intruders, rows.Count)) >= Math.Min(1, options.ProjectionGain);
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

    private static int LengthOf(int row) => row - CodeRows.ScaleBytes;

    private static FloatMatrix First(FloatMatrix directions, int rows)
    {
        var first = new FloatMatrix(rows, directions.Columns);
        for (int row = 0; row < rows; row++)
            directions.Span(row).CopyTo(first.Span(row));
        return first;
    }
}
