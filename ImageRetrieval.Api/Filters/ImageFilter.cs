using System.Globalization;
using System.Text;
using ImageRetrieval.VectorIndex;

namespace ImageRetrieval.Api.Filters;

/// <summary>A condition on an image's columns, checked and ready to be asked.</summary>
/// <param name="Text">Equal conditions have equal texts, however they were written.</param>
/// <param name="Holds">The condition itself.</param>
internal sealed record ImageFilter(string Text, Func<SnapshotItem, bool> Holds)
{
    internal static ImageFilter In(string field, IReadOnlyCollection<string> values)
    {
        var set = values.ToHashSet(StringComparer.Ordinal);
        return new($"in({Quoted(field)},{string.Join(',', set.Order(StringComparer.Ordinal).Select(Quoted))})", item => item.Fields.TryGetValue(field, out var value) && set.Contains(value));
    }

    /// <summary>The id is no field of an item, but part of it.</summary>
    internal static ImageFilter InIds(IReadOnlyCollection<string> values)
    {
        var set = values.ToHashSet(StringComparer.Ordinal);
        return new($"ids({string.Join(',', set.Order(StringComparer.Ordinal).Select(Quoted))})", item => set.Contains(item.ImageId));
    }

    /// <summary>Values that are no numbers are in no range.</summary>
    internal static ImageFilter Within(string field, NumberRange range) => new(
        $"range({Quoted(field)},{range})",
        item => item.Fields.TryGetValue(field, out var text)
            && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && range.Contains(value));

    internal static ImageFilter And(IReadOnlyList<ImageFilter> parts) => new(Joined("and", parts), item => parts.All(part => part.Holds(item)));

    internal static ImageFilter Or(IReadOnlyList<ImageFilter> parts) => new(Joined("or", parts), item => parts.Any(part => part.Holds(item)));

    internal static ImageFilter Not(ImageFilter part) => new($"not({part.Text})", item => !part.Holds(item));

    private static string Joined(string name, IReadOnlyList<ImageFilter> parts) =>
        $"{name}({string.Join(',', parts.Select(part => part.Text).Distinct().Order(StringComparer.Ordinal))})";

    // The length in front keeps two lists from looking alike whatever characters they hold.
    private static string Quoted(string text) => new StringBuilder().Append(text.Length).Append(':').Append(text).ToString();
}
