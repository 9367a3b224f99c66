namespace ImageRetrieval.VectorIndex;

/// <summary>Where a snapshot's float32 vectors are while it is searched.</summary>
public enum VectorPlacement
{
    /// <summary>Memory-mapped: they are loaded when accessed and stay in memory while there is space.</summary>
    Mapped,

    /// <summary>
    /// On disk: only codes and links use memory, and each search reads the few rows that it re-ranks. Requires
    /// <see cref="VectorCodes.EightBit"/>. An exact search still maps the compared vectors while it runs.
    /// </summary>
    OnDisk,
}
