namespace ImageRetrieval.Collection.Search;

/// <summary>An order that one generation has prepared for pages. Immutable; any number of requests may share it.</summary>
public abstract class PreparedOrder
{
    private protected PreparedOrder(SortOrder order, SortKind kind) => (Order, Kind) = (order, kind);

    /// <summary>The order.</summary>
    public SortOrder Order { get; }

    /// <summary>As what the values are compared.</summary>
    public SortKind Kind { get; }
}
