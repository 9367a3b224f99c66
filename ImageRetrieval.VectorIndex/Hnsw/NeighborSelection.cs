namespace ImageRetrieval.VectorIndex;

/// <summary>
/// The heuristic choice of links (algorithm 4, without extension and without filling up): a candidate is kept if it is
/// nearer to the base node than to every neighbour already kept. Links so point in different directions, and clusters stay joined.
/// </summary>
internal static unsafe class NeighborSelection
{
    /// <summary>Chooses at most <paramref name="limit"/> of <paramref name="candidates"/>.</summary>
    /// <param name="vectors">The vectors of all nodes.</param>
    /// <param name="candidates">By distance to the base node, nearest first; the base node is not among them.</param>
    /// <param name="limit">Links wanted.</param>
    /// <param name="chosen">Receives the chosen keys, nearest first, without marks; at least <paramref name="limit"/> long.</param>
    /// <returns>How many were chosen.</returns>
    public static int Select(in VectorRows vectors, ReadOnlySpan<ulong> candidates, int limit, Span<ulong> chosen)
    {
        Span<int> chosenNodes = stackalloc int[limit];
        int count = 0;
        foreach (ulong candidate in candidates)
        {
            if (count == limit)
                break;
            if (!IsDiverse(vectors, candidate, chosenNodes[..count]))
                continue;
            chosenNodes[count] = Candidate.Node(candidate);
            chosen[count++] = Candidate.Unexpanded(candidate);
        }

        return count;
    }

    /// <summary>Compares the candidate with the neighbours already kept, four at a time, and not with the base node alone.</summary>
    private static bool IsDiverse(in VectorRows vectors, ulong candidate, ReadOnlySpan<int> kept)
    {
        float* row = vectors.Row(Candidate.Node(candidate));
        float toBase = Candidate.Distance(candidate);
        Span<float> toKept = stackalloc float[4];
        for (int i = 0; i < kept.Length; i += 4)
        {
            ReadOnlySpan<int> four = kept.Slice(i, Math.Min(4, kept.Length - i));
            CosineDistance.ToMany(vectors, row, four, toKept);
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
