namespace ImageRetrieval.VectorIndex;

/// <summary>
/// What a search costs, in bytes that are read or what takes as long: it decides whether a projection pays. Fitted to searches at
/// recall .95 of 20,000 vectors of 512 to 2,048 components.
/// </summary>
internal static class ProjectionCost
{
    // A distance costs as much as so many bytes, whatever is compared: the links, the set of visited nodes, the pool.
    private const double OfDistance = 1200;

    // Distances of a search: those of the descent, and those for each expanded node.
    private const double OfDescent = 200;
    private const double OfCandidate = 10;

    // Nodes that a search at recall .95 expands even with exact distances.
    private const double Expanded = 15;

    // A product of codes is read from the cache: in a quarter of the time.
    private const double OfProjecting = 0.25;

    /// <summary>How many times as fast searches are with a projection as without.</summary>
    /// <param name="dimension">Components of the vectors.</param>
    /// <param name="length">Components of projected vectors.</param>
    /// <param name="candidates">Of a search by projected vectors that finds as much.</param>
    public static double Gain(int dimension, int length, double candidates)
    {
        double whole = CodeDot.PaddedLength(dimension) + OfDistance;
        double byAll = (OfDescent + (OfCandidate * Expanded)) * whole;
        double expanded = Math.Max(Expanded, GraphSearch.ExpandedFor(candidates));
        double projected = ((OfDescent + (OfCandidate * expanded)) * (CodeDot.PaddedLength(length) + OfDistance))
            + (GraphSearch.KeptFor(expanded) * whole)
            + (OfProjecting * length * dimension);
        return byAll / projected;
    }
}
