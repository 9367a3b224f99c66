using ImageRetrieval.Collection.Items;

namespace ImageRetrieval.Collection.Filters;

/// <summary>A condition that holds for images whose field begins with a text, whatever the case of its letters.</summary>
public sealed class StartsFilter : ItemFilter
{
    /// <param name="field">One of <see cref="ItemFields"/>, or the field of a column.</param>
    /// <param name="start">At least one character.</param>
    public StartsFilter(string field, string start)
        : base($"starts({Quoted(field)},{Quoted(start)})")
    {
        ArgumentException.ThrowIfNullOrEmpty(start);
        (Field, Start) = (field, start);
    }

    /// <summary>The field.</summary>
    public string Field { get; }

    /// <summary>What its value begins with.</summary>
    public string Start { get; }

    /// <inheritdoc />
    public override bool Matches(ImageItem item, IReadOnlySet<string> numbers)
    {
        ArgumentNullException.ThrowIfNull(item);
        return item.Fields.TryGetValue(Field, out var text) && text.StartsWith(Start, StringComparison.OrdinalIgnoreCase);
    }

    /// <inheritdoc />
    public override T Accept<T>(IItemFilterVisitor<T> visitor)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        return visitor.VisitStarts(this);
    }
}
