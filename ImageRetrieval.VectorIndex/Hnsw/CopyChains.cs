namespace ImageRetrieval.VectorIndex;

/// <summary>
/// Chains bit-identical vectors. Copies are kept out of the graph, because they would damage it: the nearest neighbours of a
/// copy are other copies, so a group of more than efConstruction of them would link only to itself.
/// </summary>
internal static class CopyChains
{
    /// <summary>Sets, for each node that has later copies, the next of them.</summary>
    /// <returns>The number of copies, first occurrences not counted.</returns>
    public static int Link(VectorRows rows, Span<int> nextCopy, out bool[] isCopy)
    {
        isCopy = new bool[rows.Count];
        int copies = 0;
        var lastOf = new Dictionary<int, int>(rows.Count, new EqualRows(rows));
        for (int node = 0; node < rows.Count; node++)
        {
            if (lastOf.TryGetValue(node, out int last))
            {
                nextCopy[last] = node;
                isCopy[node] = true;
                copies++;
            }

            lastOf[node] = node;
        }

        return copies;
    }

    private sealed class EqualRows(VectorRows rows) : IEqualityComparer<int>
    {
        public bool Equals(int x, int y) => rows.PaddedBytes(x).SequenceEqual(rows.PaddedBytes(y));

        public int GetHashCode(int node)
        {
            var hash = new HashCode();
            hash.AddBytes(rows.PaddedBytes(node));
            return hash.ToHashCode();
        }
    }
}
