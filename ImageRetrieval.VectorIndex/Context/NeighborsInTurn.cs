namespace ImageRetrieval.VectorIndex;

/// <summary>The nodes of a graph in an order in which each is near to the one before it.</summary>
/// <remarks>
/// Whoever searches around one node after the other finds the rows that it measures in the processor's caches. Measured on
/// 100,000 x 512: 2 to 3 times as fast as in the order of their numbers.
/// </remarks>
internal static class NeighborsInTurn
{
    /// <summary>All nodes, each once: a walk along the links of level 0, as deep as it goes, and back.</summary>
    public static int[] Of(GraphView graph)
    {
        var order = new int[graph.Count];
        var seen = new bool[graph.Count];
        var path = new Stack<int>();
        int taken = 0;
        for (int start = 0; start < graph.Count; start++)
        {
            path.Push(start);
            while (path.TryPop(out int node))
            {
                if (seen[node])
                    continue;
                seen[node] = true;
                order[taken++] = node;
                ReadOnlySpan<int> links = graph.Links(node, level: 0);
                // The nearest come first in a row, so the last pushed is the next.
                for (int i = links.Length - 1; i >= 0; i--)
                {
                    if (!seen[links[i]])
                        path.Push(links[i]);
                }
            }
        }

        return order;
    }
}
