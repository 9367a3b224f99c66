using System.Runtime.CompilerServices;

namespace ImageRetrieval.VectorIndex;

/// <summary>
/// The heuristic choice of links (algorithm 4, without extension and without filling up): a candidate is kept if it is
/// nearer to the base node than to every neighbour already kept. Links so point in different directions, and clusters stay joined.
/// </summary>
internal static unsafe class NeighborSelection
{
    /// <summary>Chooses at most <paramref name="limit"/> of <paramref name="candidates"/>.</summary>
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
        Span<int> chosenNodes = stackalloc int[limit];
        int count = 0;
        foreach (ulong candidate in candidates)
        {
            if (count == limit)
                break;
            if (count > 0 && !IsDiverse(metrics.Of(Candidate.Node(candidate), scratch), Candidate.Distance(candidate), chosenNodes[..count]))
                continue;
            chosenNodes[count] = Candidate.Node(candidate);
            chosen[count++] = Candidate.Unexpanded(candidate);
        }

        return count;
    }

    /// <summary>Compares the candidate with the neighbours already kept, four at a time, and not with the base node alone.</summary>
    [SkipLocalsInit]
    private static bool IsDiverse<TMetric>(in TMetric candidate, float toBase, ReadOnlySpan<int> kept)
        where TMetric : struct, IMetric
    {
        Span<float> toKept = stackalloc float[4];
        for (int i = 0; i < kept.Length; i += 4)
        {
            ReadOnlySpan<int> four = kept.Slice(i, Math.Min(4, kept.Length - i));
            candidate.Measure(four, toKept);
            foreach (float distance in toKept[..four.Length])
            {
                // At equal distance the candidate is kept: among mutually orthogonal vectors, where all distances
                // are 1, refusing it would leave every node a single link. Distance 0 is the exception:
                // one link to a heap of near-copies leads to all of them.
                if (distance < toBase || distance == 0)
                    return false;
            }
        }

        return true;
    }
}
