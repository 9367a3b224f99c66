namespace ImageRetrieval.VectorIndex;

/// <summary>The recall of an approximate search.</summary>
public static class Recall
{
    // Two engines may sum in a different order; a difference this small is due to rounding.
    private const float Rounding = 1e-6f;

    /// <summary>
    /// The share of the true <paramref name="k"/> nearest that <paramref name="found"/> contains. Decided by distance: a vector as
    /// near as the k-th true one counts, so an equal distance is never a miss. A node counts once.
    /// </summary>
    /// <param name="truth">From <see cref="ExactSearch"/>, by distance; at least min(k, Count) entries.</param>
    /// <param name="found">From the search under test; only its first k are used.</param>
    /// <param name="k">At least 1.</param>
    /// <returns>0 to 1; with fewer than k true neighbours, the share of those.</returns>
    /// <exception cref="ArgumentException">k is below 1, or <paramref name="truth"/> is empty.</exception>
    public static double At(int k, ReadOnlySpan<Neighbor> truth, ReadOnlySpan<Neighbor> found)
    {
        VectorArguments.CheckK(k);
        if (truth.IsEmpty)
            throw new ArgumentException("truth is empty: there is nothing to find.", nameof(truth));
        int wanted = Math.Min(k, truth.Length);
        float bound = truth[wanted - 1].Distance + Rounding;
        var seen = new HashSet<int>(wanted);
        foreach (Neighbor neighbor in found[..Math.Min(k, found.Length)])
        {
            if (neighbor.Distance <= bound)
                seen.Add(neighbor.Node);
        }

        return Math.Min(1, (double)seen.Count / wanted);
    }
}
