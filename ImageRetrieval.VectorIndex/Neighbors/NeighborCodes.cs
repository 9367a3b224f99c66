namespace ImageRetrieval.VectorIndex;

/// <summary>
/// 4-bit codes of each node's neighbours, stored beside its links: expanding a node reads one run of memory and estimates all its
/// neighbours' distances together (SymphonyQG, arXiv 2411.12229). Made from a finished graph; immutable.
/// </summary>
/// <param name="Coding">What is learned.</param>
/// <param name="FactorStep">The unit of factors.</param>
/// <param name="Ground">Rows of level 0.</param>
/// <param name="Upper">Rows of the levels above, up to where <paramref name="Entries"/> begin.</param>
/// <param name="Entries">One row: the nodes of <paramref name="EntryLevel"/>, which every search compares.</param>
/// <param name="EntryLevel">0 where there are no upper levels.</param>
internal sealed record NeighborCodes(
    NeighborCoding Coding, float FactorStep, NeighborBlocks Ground, NeighborBlocks Upper, NeighborBlocks Entries, int EntryLevel)
{
    /// <summary>With fewer nodes searches are fast enough without.</summary>
    public const int LeastCount = 4096;

    public long Bytes => Ground.Bytes + Upper.Bytes + Entries.Bytes;
}
