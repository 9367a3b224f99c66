namespace ImageRetrieval.VectorIndex;

/// <summary>A view of unit vectors in memory or in a mapped file: row-major, each padded with zeros to <see cref="Stride"/> floats.</summary>
internal readonly unsafe struct VectorRows
{
    private readonly float* _first;

    public VectorRows(float* first, int count, int dimension)
    {
        _first = first;
        Count = count;
        Dimension = dimension;
        Stride = FloatDot.PaddedLength(dimension);
    }

    public int Count { get; }

    public int Dimension { get; }

    /// <summary>Floats from one row to the next; a multiple of <see cref="FloatDot.RowAlignment"/>.</summary>
    public int Stride { get; }

    // Not checked: every node that comes from a file or a caller is validated once, on entry.
    public float* Row(int node) => _first + (long)node * Stride;

    public ReadOnlySpan<float> Vector(int node)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(node);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(node, Count);
        return new ReadOnlySpan<float>(Row(node), Dimension);
    }

    public ReadOnlySpan<byte> PaddedBytes(int node) => new(Row(node), Stride * sizeof(float));
}
