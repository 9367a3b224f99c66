using ImageRetrieval.Collection.Filters;

namespace ImageRetrieval.Collection.Search;

/// <summary>A filter that one generation has prepared for searches and pages. Immutable; any number of requests may share it.</summary>
public abstract class PreparedFilter
{
    private protected PreparedFilter(ItemFilter filter) => Filter = filter;

    /// <summary>The filter.</summary>
    public ItemFilter Filter { get; }
}
