namespace ImageRetrieval.VectorIndex;

/// <summary>Computes a layout of nodes: neighbours, weights, a start and the descent, as UMAP does (arXiv 1802.03426).</summary>
internal sealed class LayoutBuild
{
    private const int Epochs = 500;

    // New nodes move among fixed ones, which takes fewer steps.
    private const int EpochsOfNew = 150;

    // The arrangement of an earlier layout is kept: its nodes begin with smaller steps.
    private const float RateOfContinued = 0.25f;

    private readonly VectorRows _rows;
    private readonly WeightedLinks _links;
    private readonly LayoutOrder _order;

    private LayoutBuild(VectorRows rows, WeightedLinks links, LayoutOrder order) => (_rows, _links, _order) = (rows, links, order);

    /// <param name="rows">The embeddings of the nodes.</param>
    /// <param name="links">Which of them belong together.</param>
    /// <param name="previous">Their places in an earlier layout, NaN for those that it did not have; null for none.</param>
    /// <param name="order">How.</param>
    /// <param name="token">Cancels.</param>
    /// <returns>Their places, and whether all were free to move.</returns>
    public static (Plane Plane, bool IsFull) Run(VectorRows rows, WeightedLinks links, Plane? previous, LayoutOrder order, CancellationToken token)
    {
        var build = new LayoutBuild(rows, links, order);
        int known = previous is null ? 0 : previous.X.Count(float.IsFinite);
        if (order.StartOnly)
            return (PlaneStart.Of(rows, token), true);
        // With less, there is no arrangement to keep.
        if (previous is null || 2 * known < rows.Count)
            return (build.Descend(PlaneStart.Of(rows, token), null, Epochs, 1, token), true);
        bool[] isKnown = Array.ConvertAll(previous.X, float.IsFinite);
        build.Place(previous, [.. isKnown]);
        if (order.MoveAll)
            return (build.Descend(previous, null, Epochs, RateOfContinued, token), true);
        return (known == rows.Count ? previous : build.Descend(previous, isKnown, EpochsOfNew, 1, token), false);
    }

    private Plane Descend(Plane start, bool[]? isFixed, int epochs, float rate, CancellationToken token) =>
        PlaneDescent.Run(_links, start, isFixed, epochs, rate, _order.Threads, token);

    // New nodes start in the middle of their neighbours: of those that have a place already, which new ones get step by step.
    private void Place(Plane plane, bool[] isPlaced)
    {
        bool isChanged = true;
        while (isChanged)
        {
            isChanged = false;
            for (int node = 0; node < plane.Count; node++)
            {
                if (isPlaced[node] || !TryMiddle(plane, isPlaced, node, out float x, out float y))
                    continue;
                (plane.X[node], plane.Y[node], isPlaced[node], isChanged) = (x, y, true, true);
            }
        }

        // Those that are linked to nothing that has a place are put where a new layout would have them.
        if (!isPlaced.Contains(false))
            return;
        Plane start = PlaneStart.Of(_rows, CancellationToken.None);
        for (int node = 0; node < plane.Count; node++)
        {
            if (!isPlaced[node])
                (plane.X[node], plane.Y[node]) = (start.X[node], start.Y[node]);
        }
    }

    private bool TryMiddle(Plane plane, bool[] isPlaced, int node, out float x, out float y)
    {
        double sum = 0, sumX = 0, sumY = 0;
        ReadOnlySpan<int> links = _links.Of(node);
        ReadOnlySpan<float> weights = _links.WeightsOf(node);
        for (int i = 0; i < links.Length; i++)
        {
            if (!isPlaced[links[i]])
                continue;
            sum += weights[i];
            sumX += weights[i] * plane.X[links[i]];
            sumY += weights[i] * plane.Y[links[i]];
        }

        (x, y) = sum > 0 ? ((float)(sumX / sum), (float)(sumY / sum)) : (0, 0);
        return sum > 0;
    }
}
