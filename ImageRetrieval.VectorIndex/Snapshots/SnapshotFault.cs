namespace ImageRetrieval.VectorIndex;

/// <summary>Why a snapshot cannot be used.</summary>
public enum SnapshotFault
{
    /// <summary>There is no such folder.</summary>
    NotFound,

    /// <summary>The folder lacks one of its files: it was not published by a <see cref="SnapshotBuilder"/>, or it is being deleted.</summary>
    Incomplete,

    /// <summary>A file has a format version that this build does not support.</summary>
    UnsupportedFormat,

    /// <summary>A file does not match its checksum or its lengths, or is inconsistent.</summary>
    Damaged,
}
