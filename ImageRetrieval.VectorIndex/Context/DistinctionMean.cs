namespace ImageRetrieval.VectorIndex;

/// <summary>The distinction of a vector in a collection: the mean, over its three nearest, of their score minus half the mean score of their own neighbours.</summary>
/// <remarks>
/// Measured on four sets of photos with two models, absent against present kinds (docs/ranking.md): a single hit, its score alone, or the
/// full mean of its neighbours instead of half, discriminate worse; two or five hits are about as good.
/// </remarks>
internal ref struct DistinctionMean(ContextRows rows, int without)
{
    private const int Most = 3;
    private const float NeighborhoodShare = 0.5f;

    private readonly ContextRows _rows = rows;
    private readonly int _without = without;
    private int _last = -1;
    private int _count;
    private float _sum;

    public readonly bool IsComplete => _count == Most;

    /// <summary>The mean so far; null when there are no nodes.</summary>
    public readonly float? Value => _count == 0 ? null : _sum / _count;

    /// <summary>Adds the next nearest node; the vector's own node and repetitions of the previous one are skipped.</summary>
    public void Add(int node, float score)
    {
        if (node == _without || node == _last || IsComplete)
            return;
        _last = node;
        _count++;
        _sum += score - (NeighborhoodShare * _rows[node].MeanOfNearest(_without));
    }
}
