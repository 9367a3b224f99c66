namespace ImageRetrieval.VectorIndex;

/// <summary>How typical nodes are of their groups: their score with the mean embedding of the group.</summary>
internal static unsafe class GroupCenters
{
    /// <summary>A score for each node; 0 for those of no group.</summary>
    public static float[] Scores(VectorRows rows, int[] groups, CancellationToken token)
    {
        float[] scores = new float[rows.Count];
        int count = groups.Length == 0 ? 0 : groups.Max() + 1;
        if (count == 0)
            return scores;
        var means = new FloatMatrix(count, rows.Dimension);
        for (int node = 0; node < rows.Count; node++)
        {
            token.ThrowIfCancellationRequested();
            if (groups[node] >= 0)
                WideProducts.AddScaled(means.Row(groups[node]), rows.Row(node), 1, means.Stride);
        }

        for (int group = 0; group < count; group++)
        {
            double length = Math.Sqrt(UnitVector.SquaredLength(means.Span(group)));
            if (length > 0)
                WideProducts.Scale(means.Row(group), (float)(1 / length), means.Stride);
        }

        for (int node = 0; node < rows.Count; node++)
        {
            if (groups[node] >= 0)
                scores[node] = WideProducts.One(means.Row(groups[node]), rows.Row(node), means.Stride);
        }

        GC.KeepAlive(means);
        return scores;
    }
}
