namespace ImageRetrieval.VectorIndex;

/// <summary>A view of link lists in memory or in a mapped file: each row has space for <see cref="Capacity"/> nodes; free places contain <see cref="End"/>.</summary>
/// <remarks>
/// No count is stored with the links: a row of M0 = 32 is exactly two cache lines, and a reader of a row that is being written by
/// another thread sees only valid nodes, some old and some new.
/// </remarks>
internal readonly unsafe struct LinkRows
{
    /// <summary>The value after the last link of a row that is not full.</summary>
    public const int End = -1;

    /// <summary>Ints to which a row's length is rounded up: a cache line, so that no row begins in the middle of one.</summary>
    public const int RowAlignment = 16;

    private readonly int* _first;

    public LinkRows(int* first, long rows, int capacity)
    {
        _first = first;
        Rows = rows;
        Capacity = capacity;
        Stride = StrideFor(capacity);
    }

    public long Rows { get; }

    public int Capacity { get; }

    public int Stride { get; }

    public static int StrideFor(int capacity) => (capacity + RowAlignment - 1) / RowAlignment * RowAlignment;

    /// <summary>The places of a row. Bounds are checked, because rows of upper levels are located by numbers from a file.</summary>
    public int* Row(long row)
    {
        if ((ulong)row >= (ulong)Rows)
            throw DamagedGraph.RowOutOfRange(row, Rows);
        return _first + row * Stride;
    }

    public ReadOnlySpan<int> Links(long row)
    {
        var places = new ReadOnlySpan<int>(Row(row), Capacity);
        int end = places.IndexOf(End);
        return end < 0 ? places : places[..end];
    }
}
