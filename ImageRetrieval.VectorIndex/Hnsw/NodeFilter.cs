namespace ImageRetrieval.VectorIndex;

/// <summary>Whether a node of the graph leads to an answer: it is in the set, or a copy of it is.</summary>
internal readonly unsafe struct NodeFilter(NodeSet set, int* nextCopy)
{
    /// <param name="node">Inside the graph.</param>
    public bool Allows(int node)
    {
        while (!set.Contains(node))
        {
            int next = nextCopy[node];
            // Chains ascend, so a damaged one ends too.
            if (next <= node || next >= set.GraphCount)
                return false;
            node = next;
        }

        return true;
    }
}
