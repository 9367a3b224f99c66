namespace ImageRetrieval.VectorIndex;

/// <summary>The meaning of scores in one collection: the distribution of its own vectors' nearest scores, and of their distinction.</summary>
internal static class ContextQuantiles
{
    // By construction, one in twenty of the collection's own pictures is below it.
    private const double CutShare = 0.05;

    /// <summary>Fills in the distribution of nearest scores and the cut.</summary>
    public static void Compute(ContextTable table)
    {
        var nearest = new List<float>(table.Count);
        var standing = new List<float>(table.Count);
        for (int node = 0; node < table.Count; node++)
        {
            ref ContextRow row = ref table.Row(node);
            if (row.IsAlone)
                continue;
            nearest.Add(row.Nearest);
            standing.Add(DistinctionOf(table.View, node, ref row));
        }

        nearest.Sort();
        standing.Sort();
        for (int step = 0; step < ContextRows.Quantiles; step++)
            table.Quantiles[step] = nearest.Count == 0 ? 0 : nearest[(int)((long)step * (nearest.Count - 1) / (ContextRows.Quantiles - 1))];
        table.Cut = standing.Count == 0 ? 0 : standing[(int)(CutShare * standing.Count)];
    }

    private static float DistinctionOf(ContextRows rows, int node, ref ContextRow row)
    {
        var mean = new DistinctionMean(rows, without: node);
        for (int i = 0; i < row.Known; i++)
            mean.Add(row.Nodes[i], row.Scores[i]);
        return mean.Value!.Value;
    }

    /// <summary>The share of a collection's vectors whose nearest neighbour has a lower score, 0..1.</summary>
    public static double ShareBelow(ReadOnlySpan<float> nearest, float score)
    {
        int below = 0;
        while (below < nearest.Length && nearest[below] < score)
            below++;
        if (below == 0)
            return 0;
        if (below == nearest.Length)
            return 1;
        float step = nearest[below] - nearest[below - 1];
        return (below - 1 + (step > 0 ? (score - nearest[below - 1]) / step : 0)) / (nearest.Length - 1);
    }

    /// <summary>The smallest score for which <see cref="ShareBelow"/> is at least a given share.</summary>
    public static float ScoreAt(ReadOnlySpan<float> nearest, double share)
    {
        // The share increases with the score, in steps where many scores are equal: bisected until there is no number in between.
        float low = -1, high = nearest[^1];
        while (true)
        {
            float middle = low + ((high - low) / 2);
            if (middle <= low || middle >= high)
                return ShareBelow(nearest, low) >= share ? low : ShareBelow(nearest, high) >= share ? high : MathF.BitIncrement(high);
            if (ShareBelow(nearest, middle) >= share)
                high = middle;
            else
                low = middle;
        }
    }
}
