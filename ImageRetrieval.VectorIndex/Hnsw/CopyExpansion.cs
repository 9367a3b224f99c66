namespace ImageRetrieval.VectorIndex;

/// <summary>Expands the originals that a search found: each represents all nodes with its vector.</summary>
internal static class CopyExpansion
{
    /// <param name="found">Keys of originals, nearest first.</param>
    /// <param name="nextCopy">For each node the next, higher node with the same vector, or -1.</param>
    /// <param name="k">Answers wanted.</param>
    /// <param name="filter">Which nodes may be answers; null for all.</param>
    /// <param name="nearest">Receives the k nearest nodes.</param>
    public static void Expand(ReadOnlySpan<ulong> found, ReadOnlySpan<int> nextCopy, int k, NodeSet? filter, NearestKeys nearest)
    {
        nearest.Reset(k);
        int originals = Math.Min(k, found.Length);
        for (int i = 0; i < originals; i++)
        {
            float distance = Candidate.Distance(found[i]);
            int node = Candidate.Node(found[i]);
            // Chains ascend, so only the first k of a chain can be among the answers, and a damaged chain ends.
            for (int taken = 0; taken < k && node >= 0;)
            {
                if (filter is null || filter.Contains(node))
                {
                    nearest.Add(Candidate.Key(distance, node));
                    taken++;
                }

                int next = nextCopy[node];
                node = next > node && next < nextCopy.Length ? next : -1;
            }
        }
    }
}
