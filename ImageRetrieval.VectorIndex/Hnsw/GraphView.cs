namespace ImageRetrieval.VectorIndex;

/// <summary>A view of vectors, codes and links for the traversal: growing in a builder, frozen in memory, or mapped from a file.</summary>
internal readonly unsafe struct GraphView
{
    /// <param name="rows">What nodes are compared by.</param>
    /// <param name="ground">Links of level 0, one row per node.</param>
    /// <param name="upper">Links of levels 1 and above: a node of level L has L consecutive rows.</param>
    /// <param name="firstUpperRow">For each node its first row in <paramref name="upper"/>; -1 for a node of level 0.</param>
    public GraphView(GraphRows rows, LinkRows ground, LinkRows upper, int* firstUpperRow)
    {
        Vectors = rows.Vectors;
        Codes = rows.Codes;
        WholeCodes = rows.WholeCodes.Exist ? rows.WholeCodes : rows.Codes;
        Projection = rows.Projection;
        Ground = ground;
        Upper = upper;
        FirstUpperRow = firstUpperRow;
    }

    public VectorRows Vectors { get; }

    public CodeRows Codes { get; }

    /// <summary>Codes of all components: <see cref="Codes"/> themselves without a projection.</summary>
    public CodeRows WholeCodes { get; }

    /// <summary>By which <see cref="Codes"/> are made; null when they are of all components.</summary>
    public Projection? Projection { get; }

    public LinkRows Ground { get; }

    public LinkRows Upper { get; }

    public int* FirstUpperRow { get; }

    public int Count => Vectors.Count;

    public ReadOnlySpan<int> Links(int node, int level) =>
        level == 0 ? Ground.Links(node) : Upper.Links(UpperRow(node, level));

    // For a node that is not on this level, this returns a row of another node or none; LinkRows checks the bounds.
    // Wrong links can mislead a search, but not make it read outside the memory.
    public long UpperRow(int node, int level) => (long)FirstUpperRow[node] + level - 1;
}
