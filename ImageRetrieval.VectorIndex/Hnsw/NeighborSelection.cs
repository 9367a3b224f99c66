using System.Runtime.CompilerServices;

namespace ImageRetrieval.VectorIndex;

/// <summary>
/// The heuristic selection of links (algorithm 4, without extension and without filling up): a candidate is kept if it is nearer
/// to the base node than to every neighbour already kept. Links thus point in different directions, and clusters stay connected.
/// </summary>
/// <remarks>
/// The loops are exchanged: instead of comparing each candidate with all kept neighbours, each kept neighbour eliminates later
/// candidates. The selection is the same, and one row is compared with many others at once, which suits the kernels.
/// </remarks>
internal static unsafe class NeighborSelection
{
    // Candidates processed together: most selections are full, or all candidates eliminated, long before the last candidate.
    private const int Window = 64;

    /// <summary>Selects at most <paramref name="limit"/> of <paramref name="candidates"/>.</summary>
    /// <param name="metrics">How nodes are compared.</param>
    /// <param name="scratch">Room for the codes of a node.</param>
    /// <param name="candidates">By distance to the base node, nearest first; the base node is not among them.</param>
    /// <param name="limit">Links wanted.</param>
    /// <param name="chosen">Receives the chosen keys, nearest first, without marks; at least <paramref name="limit"/> long.</param>
    /// <returns>How many were chosen.</returns>
    [SkipLocalsInit]
    public static int Select<TMetrics, TMetric>(
        in TMetrics metrics, sbyte* scratch, ReadOnlySpan<ulong> candidates, int limit, Span<ulong> chosen)
        where TMetrics : struct, INodeMetrics<TMetric>
        where TMetric : struct, IMetric
    {
        Span<int> nodes = stackalloc int[Window];
        Span<float> toBase = stackalloc float[Window];
        int count = 0;
        for (int start = 0; start < candidates.Length && count < limit; start += Window)
        {
            int left = Math.Min(Window, candidates.Length - start);
            for (int i = 0; i < left; i++)
            {
                nodes[i] = Candidate.Node(candidates[start + i]);
                toBase[i] = Candidate.Distance(candidates[start + i]);
            }

            for (int i = 0; i < count; i++)
                left = Strike(metrics.Of(Candidate.Node(chosen[i]), scratch), nodes[..left], toBase);
            for (int i = 0; i < left && count < limit; i++)
            {
                chosen[count++] = Candidate.Key(toBase[i], nodes[i]);
                int next = i + 1;
                left = next + Strike(metrics.Of(nodes[i], scratch), nodes[next..left], toBase[next..]);
            }
        }

        return count;
    }

    /// <summary>Removes candidates that are nearer to <paramref name="kept"/> than to the base node; returns the number left, in order.</summary>
    [SkipLocalsInit]
    private static int Strike<TMetric>(in TMetric kept, Span<int> nodes, Span<float> toBase)
        where TMetric : struct, IMetric
    {
        Span<float> toKept = stackalloc float[Window];
        kept.Measure(nodes, toKept);
        int left = 0;
        for (int i = 0; i < nodes.Length; i++)
        {
            // At equal distance the candidate is kept: among mutually orthogonal vectors, where all distances are 1, removing it
            // would leave every node with a single link. Distance 0 is the exception: one link to a group of near-copies leads to
            // all of them.
            // Branch-free, because which ones are kept is unpredictable.
            nodes[left] = nodes[i];
            toBase[left] = toBase[i];
            left += (toKept[i] >= toBase[i]) & (toKept[i] != 0) ? 1 : 0;
        }

        return left;
    }
}
