namespace ImageRetrieval.VectorIndex;

/// <summary>A snapshot cannot be used. The message contains the file, the position, the limits and the remedy.</summary>
public sealed class SnapshotException : Exception
{
    /// <summary>Creates the exception.</summary>
    public SnapshotException(SnapshotFault reason, string message, Exception? innerException = null)
        : base(message, innerException) => Reason = reason;

    /// <summary>The reason.</summary>
    public SnapshotFault Reason { get; }
}
