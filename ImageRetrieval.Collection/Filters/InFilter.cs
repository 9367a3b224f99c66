using ImageRetrieval.Collection.Items;

namespace ImageRetrieval.Collection.Filters;

/// <summary>
/// A condition that holds for images whose field has one of some values. Values of a field of numbers are compared as numbers,
/// others by their characters.
/// </summary>
public sealed class InFilter : ItemFilter
{
    private readonly HashSet<string> _texts;
    private readonly HashSet<NumberValue> _numbers;

    /// <param name="field">One of <see cref="ItemFields"/>, or the field of a column.</param>
    /// <param name="values">At least one.</param>
    public InFilter(string field, IEnumerable<string> values)
        : this(field, values.ToHashSet(StringComparer.Ordinal))
    {
    }

    private InFilter(string field, HashSet<string> texts)
        : base($"in({Quoted(field)},{Quoted(texts)})")
    {
        Field = field;
        _texts = texts;
        _numbers = MayBeNumber(field) ? NumbersOf(texts) : [];
    }

    /// <summary>The field.</summary>
    public string Field { get; }

    /// <summary>The values, each once.</summary>
    public IReadOnlySet<string> Values => _texts;

    /// <summary>Those of the values that are numbers; none for a field that is never compared as numbers.</summary>
    public IReadOnlySet<NumberValue> Numbers => _numbers;

    /// <inheritdoc />
    public override IEnumerable<string> NumberFields => _numbers.Count > 0 ? [Field] : [];

    /// <inheritdoc />
    public override bool Matches(ImageItem item, IReadOnlySet<string> numbers)
    {
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(numbers);
        if (!item.Fields.TryGetValue(Field, out var text))
            return false;
        return _numbers.Count > 0 && numbers.Contains(Field)
            ? NumberValue.TryParse(text, out var value) && _numbers.Contains(value)
            : _texts.Contains(text);
    }

    /// <inheritdoc />
    public override T Accept<T>(IItemFilterVisitor<T> visitor)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        return visitor.VisitIn(this);
    }

    // Of the fields that every image has, only the sides are measures; the others are names, even where they look like numbers.
    private static bool MayBeNumber(string field) =>
        field is ItemFields.Width or ItemFields.Height || field.StartsWith(ItemFields.MetadataPrefix, StringComparison.Ordinal);

    private static HashSet<NumberValue> NumbersOf(IEnumerable<string> values)
    {
        var numbers = new HashSet<NumberValue>();
        foreach (var value in values)
        {
            if (NumberValue.TryParse(value, out var number))
                numbers.Add(number);
        }
        return numbers;
    }
}
