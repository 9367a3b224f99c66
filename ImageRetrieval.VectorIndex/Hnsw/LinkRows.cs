namespace ImageRetrieval.VectorIndex;

/// <summary>A view of link lists in memory or in a mapped file: each row is a count and then room for <see cref="Capacity"/> node numbers.</summary>
internal readonly unsafe struct LinkRows
{
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

    public static int StrideFor(int capacity) => (1 + capacity + RowAlignment - 1) / RowAlignment * RowAlignment;

    /// <summary>The row's count, followed by its links. Checked, because rows of upper levels are found through a file's numbers.</summary>
    public int* Row(long row)
    {
        if ((ulong)row >= (ulong)Rows)
            throw DamagedGraph.RowOutOfRange(row, Rows);
        return _first + row * Stride;
    }

    public ReadOnlySpan<int> Links(long row)
    {
        int* start = Row(row);
        int count = *start;
        if ((uint)count > (uint)Capacity)
            throw DamagedGraph.TooManyLinks(row, count, Capacity);
        return new ReadOnlySpan<int>(start + 1, count);
    }
}
