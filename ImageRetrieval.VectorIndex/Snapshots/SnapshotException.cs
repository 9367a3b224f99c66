namespace ImageRetrieval.VectorIndex;

/// <summary>A snapshot cannot be used. The message names the file, the place, the limits and the remedy.</summary>
public sealed class SnapshotException : Exception
{
    /// <summary>Creates the exception.</summary>
    public SnapshotException(SnapshotFault reason, string message, Exception? innerException = null)
        : base(message, innerException) => Reason = reason;

    /// <summary>Why.</summary>
    public SnapshotFault Reason { get; }
}
