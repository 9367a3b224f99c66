using ImageRetrieval.Collection.Items;

namespace ImageRetrieval.Collection.Filters;

/// <summary>A condition that holds for images whose field contains a text, whatever the case of its letters.</summary>
public sealed class ContainsFilter : ItemFilter
{
    /// <param name="field">One of <see cref="ItemFields"/>, or the field of a column.</param>
    /// <param name="part">At least one character.</param>
    public ContainsFilter(string field, string part)
        : base($"contains({Quoted(field)},{Quoted(part)})")
    {
        ArgumentException.ThrowIfNullOrEmpty(part);
        (Field, Part) = (field, part);
    }

    /// <summary>The field.</summary>
    public string Field { get; }

    /// <summary>What its value contains.</summary>
    public string Part { get; }

    /// <inheritdoc />
    public override bool Matches(ImageItem item, IReadOnlySet<string> numbers)
    {
        ArgumentNullException.ThrowIfNull(item);
        return item.Fields.TryGetValue(Field, out var text) && text.Contains(Part, StringComparison.OrdinalIgnoreCase);
    }

    /// <inheritdoc />
    public override T Accept<T>(IItemFilterVisitor<T> visitor)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        return visitor.VisitContains(this);
    }
}
