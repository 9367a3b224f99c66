namespace ImageRetrieval.VectorIndex;

/// <summary>
/// Ranks the results of a search by context: the score relative to the query's other scores, relative to the found vector's other
/// scores, and the number of nearest neighbours that both share.
/// </summary>
/// <remarks>
/// Rank score = (s - m(q)) / d(q) + (s - m(x)) / d(x) + 3 J, where s is the cosine, m and d are mean and standard deviation
/// of the cosines of the query q or the found x to a sample of the collection, and J is the number of vectors that are among the
/// ten nearest of both, divided by the number of those that are among the ten nearest of either (Jaccard). Vectors that are close to
/// many others ("hubs") are ranked lower, and those of the query's own neighbourhood higher.
/// </remarks>
internal readonly ref struct QueryContext
{
    private const float SharedWeight = 3;

    // The picture itself, when it is in the collection: it is not its own neighbour.
    private const float SameDistance = 1e-6f;

    private readonly ContextRows _rows;
    private readonly float _mean;
    private readonly float _deviation;
    private readonly ReadOnlySpan<int> _nearest;

    /// <param name="graph">The searched graph.</param>
    /// <param name="rows">The context of its nodes.</param>
    /// <param name="query">Of any length but zero.</param>
    /// <param name="around">The nodes nearest to the query, at least eleven if there are as many.</param>
    /// <param name="scratch">Room for ten nodes.</param>
    public QueryContext(HnswGraph graph, ContextRows rows, ReadOnlySpan<float> query, ReadOnlySpan<Neighbor> around, Span<int> scratch)
    {
        _rows = rows;
        (_mean, _deviation) = SampleScores.Of(graph, rows.Sample, query);
        int count = 0;
        foreach (Neighbor neighbor in around)
        {
            if (neighbor.Distance > SameDistance && count < ContextRow.Compared)
                scratch[count++] = neighbor.Node;
        }

        _nearest = scratch[..count];
    }

    /// <summary>The rank score of a node, and how many of its ten nearest are among the query's.</summary>
    public (float RankScore, int Shared) Rank(int node, float score)
    {
        ref ContextRow row = ref _rows[node];
        ReadOnlySpan<int> others = row.Nodes[..Math.Min(row.Known, ContextRow.Compared)];
        int shared = 0;
        foreach (int other in others)
        {
            if (_nearest.Contains(other))
                shared++;
        }

        int either = _nearest.Length + others.Length - shared;
        float overlap = either == 0 ? 0 : (float)shared / either;
        float rankScore = ((score - _mean) / _deviation) + ((score - row.Mean) / row.Deviation) + (SharedWeight * overlap);
        // Only an unverified, damaged row can give anything else.
        return (float.IsFinite(rankScore) ? rankScore : float.MinValue, shared);
    }
}
