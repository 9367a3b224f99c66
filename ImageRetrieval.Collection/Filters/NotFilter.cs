using ImageRetrieval.Collection.Items;

namespace ImageRetrieval.Collection.Filters;

/// <summary>A condition that holds for images that do not meet another one.</summary>
public sealed class NotFilter : ItemFilter
{
    /// <param name="part">The condition that must not hold.</param>
    public NotFilter(ItemFilter part)
        : base($"not({part?.Text})")
    {
        ArgumentNullException.ThrowIfNull(part);
        Part = part;
    }

    /// <summary>The condition that must not hold.</summary>
    public ItemFilter Part { get; }

    /// <inheritdoc />
    public override IEnumerable<string> NumberFields => Part.NumberFields;

    /// <inheritdoc />
    public override bool Matches(ImageItem item, IReadOnlySet<string> numbers) => !Part.Matches(item, numbers);

    /// <inheritdoc />
    public override T Accept<T>(IItemFilterVisitor<T> visitor)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        return visitor.VisitNot(this);
    }
}
