using ImageRetrieval.Collection.Items;

namespace ImageRetrieval.Collection.Filters;

/// <summary>A condition that holds for images that meet all of its parts.</summary>
public sealed class AndFilter : ItemFilter
{
    private readonly ItemFilter[] _parts;

    /// <param name="parts">At least one.</param>
    public AndFilter(IReadOnlyList<ItemFilter> parts)
        : base(Joined("and", parts)) => _parts = [.. parts];

    /// <summary>The parts, at least one.</summary>
    public IReadOnlyList<ItemFilter> Parts => _parts;

    /// <inheritdoc />
    public override IEnumerable<string> NumberFields => _parts.SelectMany(part => part.NumberFields);

    /// <inheritdoc />
    public override bool Matches(ImageItem item, IReadOnlySet<string> numbers)
    {
        foreach (var part in _parts)
        {
            if (!part.Matches(item, numbers))
                return false;
        }
        return true;
    }

    /// <inheritdoc />
    public override T Accept<T>(IItemFilterVisitor<T> visitor)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        return visitor.VisitAnd(this);
    }
}
