using System.Globalization;
using ImageRetrieval.Collection.Items;

namespace ImageRetrieval.Collection.Filters;

/// <summary>
/// A condition on published images, as a tree that each engine reads in its own way: by asking <see cref="Matches"/> for each image,
/// or by translating it with a visitor. Whether a column holds numbers or text is decided by the generation that it is asked of.
/// Immutable; two filters of the same <see cref="Text"/> are equal.
/// </summary>
public abstract class ItemFilter : IEquatable<ItemFilter>
{
    private protected ItemFilter(string text) => Text = text;

    /// <summary>The canonical text: equal texts are equal conditions.</summary>
    public string Text { get; }

    /// <summary>The fields that this filter compares as numbers if every value in the generation is one.</summary>
    public virtual IEnumerable<string> NumberFields => [];

    /// <summary>Whether an image meets the condition. Allocates nothing.</summary>
    /// <param name="item">The image.</param>
    /// <param name="numbers">Those of <see cref="NumberFields"/> that hold numbers in the image's generation.</param>
    public abstract bool Matches(ImageItem item, IReadOnlySet<string> numbers);

    /// <summary>Calls the visitor's method for this kind of condition.</summary>
    public abstract T Accept<T>(IItemFilterVisitor<T> visitor);

    /// <inheritdoc />
    public bool Equals(ItemFilter? other) => other is not null && Text == other.Text;

    /// <inheritdoc />
    public sealed override bool Equals(object? obj) => Equals(obj as ItemFilter);

    /// <inheritdoc />
    public sealed override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc />
    public sealed override string ToString() => Text;

    // The length in front keeps two lists from having the same text whatever characters they hold.
    private protected static string Quoted(string text) => string.Create(CultureInfo.InvariantCulture, $"{text.Length}:{text}");

    private protected static string Quoted(IEnumerable<string> texts) => string.Join(',', texts.Order(StringComparer.Ordinal).Select(Quoted));

    private protected static string Joined(string name, IReadOnlyList<ItemFilter> parts) =>
        $"{name}({string.Join(',', parts.Select(part => part.Text).Distinct().Order(StringComparer.Ordinal))})";
}
