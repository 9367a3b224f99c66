namespace ImageRetrieval.VectorIndex;

/// <summary>Where a snapshot's float32 vectors are while it is searched.</summary>
public enum VectorPlacement
{
    /// <summary>Mapped into memory: they come in as they are touched and stay while there is room.</summary>
    Mapped,

    /// <summary>
    /// In their file: only codes and links take memory, and each search reads the few rows that it measures again. Needs
    /// <see cref="VectorCodes.EightBit"/>. An exact search still maps what it compares, for as long as it runs.
    /// </summary>
    OnDisk,
}
