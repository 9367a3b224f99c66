using System.Numerics.Tensors;
using ImageRetrieval.IndexBenchmark.Data;
using ImageRetrieval.IndexBenchmark.Engines;

namespace ImageRetrieval.IndexBenchmark.Measures;

/// <summary>
/// The true nearest rows of every query, from the platform's own dot product: no engine is judged by its own code, and
/// none by the distances that it reports.
/// </summary>
internal sealed class Truth
{
    // Engines may sum in different order; that much difference is rounding, not another neighbour.
    private const float Rounding = 1e-6f;

    private readonly VectorSet _set;
    private readonly int _k;
    private readonly float[] _farthest;

    /// <summary>Compares every query with every row, on all cores.</summary>
    public Truth(VectorSet set, int k)
    {
        _set = set;
        _k = Math.Min(k, set.Count);
        _farthest = new float[set.Queries];
        Parallel.For(0, set.Queries, query => _farthest[query] = Farthest(query));
    }

    /// <summary>
    /// Mean share of the true k nearest in <paramref name="found"/>. Judged by distance: a row as near as the k-th true
    /// one counts, so an equal distance is never a miss; a row counts once.
    /// </summary>
    /// <param name="found">Rows for each query, as an engine writes them; -1 is none.</param>
    public double Recall(ReadOnlySpan<int> found)
    {
        int stride = found.Length / _set.Queries;
        long hits = 0;
        for (int query = 0; query < _set.Queries; query++)
            hits += Hits(query, found.Slice(query * stride, stride));
        return (double)hits / _set.Queries / _k;
    }

    private int Hits(int query, ReadOnlySpan<int> rows)
    {
        int hits = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            if (rows[i] >= 0 && !rows[..i].Contains(rows[i]) && Distance(query, rows[i]) <= _farthest[query] + Rounding)
                hits++;
        }

        return Math.Min(hits, _k);
    }

    private float Farthest(int query)
    {
        var nearest = new Hit[_k];
        int count = 0;
        for (int row = 0; row < _set.Count; row++)
            count = NearestHits.Insert(nearest, count, new Hit(row, Distance(query, row)));
        return nearest[^1].Distance;
    }

    private float Distance(int query, int row) => 1 - TensorPrimitives.Dot(_set.Query(query), _set.Row(row));
}
