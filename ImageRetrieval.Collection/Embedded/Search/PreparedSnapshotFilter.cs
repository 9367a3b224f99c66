using ImageRetrieval.Collection.Filters;
using ImageRetrieval.Collection.Search;
using ImageRetrieval.VectorIndex;

namespace ImageRetrieval.Collection.Embedded.Search;

/// <summary>A filter as the images of one snapshot that it lets through.</summary>
internal sealed class PreparedSnapshotFilter(ItemFilter filter, SnapshotFilter images) : PreparedFilter(filter)
{
    private readonly SnapshotFilter _images = images;

    /// <summary>The images of a prepared filter; null for none.</summary>
    /// <exception cref="ArgumentException">Another engine prepared it.</exception>
    internal static SnapshotFilter? ImagesOf(PreparedFilter? filter) => filter switch
    {
        null => null,
        PreparedSnapshotFilter own => own._images,
        _ => throw new ArgumentException("The filter was prepared for another index: prepare it with the lease with which it is used.", nameof(filter)),
    };
}
