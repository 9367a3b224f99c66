namespace ImageRetrieval.VectorIndex;

/// <summary>Where the blocks of the items section lie: all follows from the number of items.</summary>
internal readonly record struct ItemsLayout(int Count)
{
    /// <summary>Count + 1 offsets of records, 8 bytes each, from <see cref="Records"/>.</summary>
    public static long Offsets => SectionHeader.Length;

    /// <summary>Positions of the items by ImageId, 4 bytes each.</summary>
    public long Order => Offsets + (Count + 1L) * sizeof(long);

    public long Records => (Order + (long)Count * sizeof(int) + 7) / 8 * 8;
}
