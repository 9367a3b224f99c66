namespace ImageRetrieval.VectorIndex;

/// <summary>The positions of the blocks of the items section, determined by the numbers of items and nodes.</summary>
internal readonly record struct ItemsLayout(int Count, int Nodes)
{
    /// <summary>Count + 1 offsets of records, 8 bytes each, from <see cref="Records"/>.</summary>
    public static long Offsets => SectionHeader.Length;

    /// <summary>Positions of the items by ImageId, 4 bytes each.</summary>
    public long Order => Offsets + (Count + 1L) * sizeof(long);

    /// <summary>For each node the position of its first item, 4 bytes each, followed by Count.</summary>
    public long FirstOfNode => Order + (long)Count * sizeof(int);

    public long Records => (FirstOfNode + (Nodes + 1L) * sizeof(int) + 7) / 8 * 8;
}
