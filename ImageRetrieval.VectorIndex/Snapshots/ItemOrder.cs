namespace ImageRetrieval.VectorIndex;

/// <summary>The order of a snapshot's items: by node, and those of one node in order of addition.</summary>
internal sealed class ItemOrder
{
    private ItemOrder(int[] slots, int[] nodes, int[] firstOfNode)
    {
        Slots = slots;
        Nodes = nodes;
        FirstOfNode = firstOfNode;
    }

    /// <summary>For each position the item's slot in <see cref="CollectedItems"/>.</summary>
    public int[] Slots { get; }

    /// <summary>For each node of the snapshot its number during collection; ascending. Nodes without an item are left out.</summary>
    public int[] Nodes { get; }

    /// <summary>For each node the position of its first item, followed by the number of items.</summary>
    public int[] FirstOfNode { get; }

    /// <param name="items">At least one.</param>
    /// <param name="collectedNodes">The number of collected nodes.</param>
    public static ItemOrder Of(CollectedItems items, int collectedNodes)
    {
        int[] nextOf = CountsOf(items, collectedNodes);
        int[] nodes = [.. Enumerable.Range(0, collectedNodes).Where(node => nextOf[node] > 0)];
        var firstOfNode = new int[nodes.Length + 1];
        for (int i = 0; i < nodes.Length; i++)
        {
            firstOfNode[i + 1] = firstOfNode[i] + nextOf[nodes[i]];
            nextOf[nodes[i]] = firstOfNode[i];
        }

        var slots = new int[items.Count];
        int slot = 0;
        foreach (int node in items.Nodes)
        {
            if (!items.IsGone(slot))
                slots[nextOf[node]++] = slot;
            slot++;
        }

        return new ItemOrder(slots, nodes, firstOfNode);
    }

    private static int[] CountsOf(CollectedItems items, int collectedNodes)
    {
        var counts = new int[collectedNodes];
        int slot = 0;
        foreach (int node in items.Nodes)
        {
            if (!items.IsGone(slot++))
                counts[node]++;
        }

        return counts;
    }
}
