using ImageRetrieval.Api.Maps;
using ImageRetrieval.Collection.Filters;
using ImageRetrieval.Collection.Search;

namespace ImageRetrieval.Api.Images;

/// <summary>Which indexed images are listed, and in which order.</summary>
/// <param name="Condition">A condition on columns; null for none.</param>
/// <param name="Area">A part of the map; null for all of it.</param>
/// <param name="Cluster">A cluster of the map; null for all.</param>
/// <param name="Sort">The order as requested; null for that of the index.</param>
/// <param name="Order">The same, read.</param>
internal sealed record ListRequest(ItemFilter? Condition, MapArea? Area, int? Cluster, string? Sort, SortOrder? Order)
{
    /// <summary>Whether it is all images in the order of the index, which takes no work.</summary>
    internal bool IsPlain => Condition is null && Area is null && Cluster is null && Order is null;
}
