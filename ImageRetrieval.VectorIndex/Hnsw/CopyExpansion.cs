namespace ImageRetrieval.VectorIndex;

/// <summary>Turns the originals that a search found into answers: each stands for all nodes with its vector.</summary>
internal static class CopyExpansion
{
    /// <param name="found">Keys of originals, nearest first.</param>
    /// <param name="nextCopy">For each node the next, higher node with the same vector, or -1.</param>
    /// <param name="k">Answers wanted.</param>
    public static Neighbor[] Expand(ReadOnlySpan<ulong> found, ReadOnlySpan<int> nextCopy, int k)
    {
        var nearest = new NearestKeys(k);
        int originals = Math.Min(k, found.Length);
        for (int i = 0; i < originals; i++)
        {
            float distance = Candidate.Distance(found[i]);
            int node = Candidate.Node(found[i]);
            // Chains ascend, so the first k of one are all that can be among the answers; and a damaged chain ends.
            for (int taken = 0; taken < k && node >= 0; taken++)
            {
                nearest.Add(Candidate.Key(distance, node));
                int next = nextCopy[node];
                node = next > node && next < nextCopy.Length ? next : -1;
            }
        }

        return Candidate.ToNeighbors(nearest.Ascending());
    }
}
