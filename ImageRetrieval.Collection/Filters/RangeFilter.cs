using System.Globalization;
using ImageRetrieval.Collection.Items;

namespace ImageRetrieval.Collection.Filters;

/// <summary>A condition that holds for images whose field is a number in a range. Values that are not numbers are in no range.</summary>
public sealed class RangeFilter : ItemFilter
{
    /// <param name="field">One of <see cref="ItemFields"/>, or the field of a column.</param>
    /// <param name="range">The range.</param>
    public RangeFilter(string field, NumberRange range)
        : base($"range({Quoted(field)},{range})")
    {
        ArgumentNullException.ThrowIfNull(range);
        (Field, Range) = (field, range);
    }

    /// <summary>The field.</summary>
    public string Field { get; }

    /// <summary>The range.</summary>
    public NumberRange Range { get; }

    /// <inheritdoc />
    public override bool Matches(ImageItem item, IReadOnlySet<string> numbers)
    {
        ArgumentNullException.ThrowIfNull(item);
        return item.Fields.TryGetValue(Field, out var text)
            && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && Range.Contains(value);
    }

    /// <inheritdoc />
    public override T Accept<T>(IItemFilterVisitor<T> visitor)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        return visitor.VisitRange(this);
    }
}
