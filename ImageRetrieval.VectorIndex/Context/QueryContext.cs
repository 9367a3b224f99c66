namespace ImageRetrieval.VectorIndex;

/// <summary>
/// Orders what a search found by how it stands to the query among all others: the score as the query sees it, as the found vector
/// sees it, and how many nearest neighbours both have in common.
/// </summary>
/// <remarks>
/// Rank score = (s - m(q)) / d(q) + (s - m(x)) / d(x) + 3 J, where s is the cosine, m and d are mean and standard deviation
/// of the cosines of the query q or the found x to a sample of the collection, and J is the number of vectors that are among the
/// ten nearest of both, divided by the number of those that are among the ten nearest of either (Jaccard). Vectors that many
/// are near to ("hubs") fall back, and those of the query's own neighbourhood come forward.
/// </remarks>
internal readonly ref struct QueryContext
{
    private const float SharedWeight = 3;

    // The picture itself, when it is one of the collection: not a neighbour of its own.
    private const float SameDistance = 1e-6f;

    private readonly ContextRows _rows;
    private readonly float _mean;
    private readonly float _deviation;
    private readonly ReadOnlySpan<int> _nearest;

    /// <param name="graph">What is searched.</param>
    /// <param name="rows">The surroundings of its nodes.</param>
    /// <param name="query">Of any length but zero.</param>
    /// <param name="around">The nearest of all nodes to the query, at least eleven where there are as many.</param>
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
        // Only a damaged row, that nobody looked for, gives anything else.
        return (float.IsFinite(rankScore) ? rankScore : float.MinValue, shared);
    }
}
