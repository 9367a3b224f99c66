namespace ImageRetrieval.VectorIndex;

/// <summary>The positions of the blocks of the graph section, determined by the number of nodes, M and the number of upper rows.</summary>
internal readonly record struct GraphLayout(int Count, int M, long UpperRows)
{
    private const int BlockAlignment = 64;

    public int M0 => 2 * M;

    public static long Ground => SectionHeader.Length;

    public long FirstUpperRow => Align(Ground + (long)Count * LinkRows.StrideFor(M0) * sizeof(int));

    public long NextCopy => Align(FirstUpperRow + (long)Count * sizeof(int));

    public long Levels => Align(NextCopy + (long)Count * sizeof(int));

    public long Upper => Align(Levels + Count);

    public long FileLength => Upper + UpperRows * LinkRows.StrideFor(M) * sizeof(int);

    private static long Align(long offset) => (offset + BlockAlignment - 1) / BlockAlignment * BlockAlignment;
}
