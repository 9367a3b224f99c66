namespace ImageRetrieval.VectorIndex;

/// <content>A layout of all images in a plane.</content>
public sealed partial class Snapshot
{
    // Images with the same embedding would hide each other: they are put on a small spiral around its place.
    private const float SpiralStep = 0.03f;
    private const double SpiralTurn = 2.399963229728653;

    /// <summary>Arranges the images in a plane, similar ones near each other, and groups them. CPU work; deterministic.</summary>
    /// <param name="order">How.</param>
    /// <param name="token">Cancels.</param>
    /// <exception cref="ArgumentException">The earlier layout does not have as many places as there are images.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The snapshot was disposed.</exception>
    public SnapshotLayout LayOut(LayoutOrder order, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(order);
        ArgumentOutOfRangeException.ThrowIfLessThan(order.Threads, 1, nameof(order));
        using SnapshotMapping.Lease lease = _mapping.Acquire();
        NearestTable nearest = NearestTable.Read(_graph, _context, order.Threads, token);
        WeightedLinks links = NeighborWeights.Of(nearest);
        (Plane plane, bool isFull) = LayoutBuild.Run(_graph.View.Vectors, links, Previous(order), order, token);
        int[] groups = LayoutGroups.Of(links, [.. Enumerable.Range(0, _graph.Count).Select(node => _items.ItemsOf(node).End - _items.ItemsOf(node).First)], token);
        float[] centrality = GroupCenters.Scores(_graph.View.Vectors, groups, token);
        var layout = new SnapshotLayout(Count) { IsFull = isFull };
        for (int node = 0; node < _graph.Count; node++)
            Spread(layout, plane, node, groups[node], centrality[node]);
        return layout;
    }

    private void Spread(SnapshotLayout layout, Plane plane, int node, int group, float centrality)
    {
        (int first, int end) = _items.ItemsOf(node);
        for (int position = first; position < end; position++)
        {
            double radius = SpiralStep * Math.Sqrt(position - first), turn = (position - first) * SpiralTurn;
            layout.X[position] = plane.X[node] + (float)(radius * Math.Cos(turn));
            layout.Y[position] = plane.Y[node] + (float)(radius * Math.Sin(turn));
            (layout.Groups[position], layout.Centrality[position]) = (group, centrality);
        }
    }

    // The place of a node is that of its first image, which others are put around.
    private Plane? Previous(LayoutOrder order)
    {
        if (order.PreviousX.IsEmpty)
            return null;
        if (order.PreviousX.Length != Count || order.PreviousY.Length != Count)
            throw new ArgumentException($"The earlier layout has {order.PreviousX.Length} and {order.PreviousY.Length} places; the snapshot has {Count} images.", nameof(order));
        var plane = new Plane(_graph.Count);
        for (int node = 0; node < plane.Count; node++)
        {
            (int first, int end) = _items.ItemsOf(node);
            int known = first;
            while (known < end - 1 && !float.IsFinite(order.PreviousX.Span[known]))
                known++;
            (plane.X[node], plane.Y[node]) = (order.PreviousX.Span[known], order.PreviousY.Span[known]);
        }

        return plane;
    }
}
