namespace ImageRetrieval.Collection.Duplicates;

/// <summary>A file of duplicates cannot be used; the message gives the reason and the remedy.</summary>
public sealed class DuplicatesException(DuplicatesFault fault, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The kind of fault.</summary>
    public DuplicatesFault Fault { get; } = fault;
}
