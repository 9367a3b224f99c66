namespace ImageRetrieval.VectorIndex;

/// <summary>How far a vector stands out from a collection: the mean over its three nearest of their score less half of what their own neighbours have.</summary>
/// <remarks>
/// Measured on four sets of photos with two models, absent kinds against present ones (docs/ranking.md): one hit alone, its score alone, or
/// the whole mean of its neighbours instead of half of it, all tell less; two hits or five tell about as much.
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

    /// <summary>Null without any.</summary>
    public readonly float? Value => _count == 0 ? null : _sum / _count;

    /// <summary>Takes the next nearest node; the vector's own and the one before are passed over.</summary>
    public void Add(int node, float score)
    {
        if (node == _without || node == _last || IsComplete)
            return;
        _last = node;
        _count++;
        _sum += score - (NeighborhoodShare * _rows[node].MeanOfNearest(_without));
    }
}
