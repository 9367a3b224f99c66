namespace ImageRetrieval.Collection;

/// <summary>The store of the collection failed. The message explains what is wrong and the remedy.</summary>
public sealed class CollectionException(CollectionFault fault, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>What kind of failure it is.</summary>
    public CollectionFault Fault { get; } = fault;
}
