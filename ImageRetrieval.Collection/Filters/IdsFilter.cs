using ImageRetrieval.Collection.Items;

namespace ImageRetrieval.Collection.Filters;

/// <summary>A condition that holds for images with one of some ids.</summary>
public sealed class IdsFilter : ItemFilter
{
    private readonly HashSet<string> _imageIds;

    /// <param name="imageIds">At least one.</param>
    public IdsFilter(IEnumerable<string> imageIds)
        : this(imageIds.ToHashSet(StringComparer.Ordinal))
    {
    }

    private IdsFilter(HashSet<string> imageIds)
        : base($"ids({Quoted(imageIds)})") => _imageIds = imageIds;

    /// <summary>The ids, each once.</summary>
    public IReadOnlySet<string> ImageIds => _imageIds;

    /// <inheritdoc />
    public override bool Matches(ImageItem item, IReadOnlySet<string> numbers)
    {
        ArgumentNullException.ThrowIfNull(item);
        return _imageIds.Contains(item.ImageId);
    }

    /// <inheritdoc />
    public override T Accept<T>(IItemFilterVisitor<T> visitor)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        return visitor.VisitIds(this);
    }
}
