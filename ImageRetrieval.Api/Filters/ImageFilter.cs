using System.Globalization;
using System.Text;
using ImageRetrieval.VectorIndex;

namespace ImageRetrieval.Api.Filters;

/// <summary>A condition on an image's columns, checked. What a column is - numbers or text - decides the snapshot that it is asked of.</summary>
/// <param name="Text">Equal texts are equal conditions.</param>
/// <param name="On">The condition on the images of one snapshot, by its columns of numbers. The token ends looking at them.</param>
internal sealed record ImageFilter(string Text, Func<NumberColumns, CancellationToken, Func<SnapshotItem, bool>> On)
{
    // Of the fields of every image, these are measures; the others are names, even where they look like numbers.
    private static readonly string[] s_measures = ["width", "height"];

    /// <summary>Values of a column of numbers are compared as numbers, others by their characters.</summary>
    internal static ImageFilter In(string field, IReadOnlyCollection<string> values)
    {
        var texts = values.ToHashSet(StringComparer.Ordinal);
        var numbers = MayBeNumber(field) ? NumbersOf(values) : [];
        return new($"in({Quoted(field)},{string.Join(',', texts.Order(StringComparer.Ordinal).Select(Quoted))})", (columns, token) =>
            numbers.Count > 0 && columns.Contains(field, token)
                ? item => item.Fields.TryGetValue(field, out var text) && NumberValue.TryParse(text, out var value) && numbers.Contains(value)
                : item => item.Fields.TryGetValue(field, out var text) && texts.Contains(text));
    }

    /// <summary>The id is no field of an item, but part of it.</summary>
    internal static ImageFilter InIds(IReadOnlyCollection<string> values)
    {
        var set = values.ToHashSet(StringComparer.Ordinal);
        return Always($"ids({string.Join(',', set.Order(StringComparer.Ordinal).Select(Quoted))})", item => set.Contains(item.ImageId));
    }

    /// <summary>Values that are no numbers are in no range.</summary>
    internal static ImageFilter Within(string field, NumberRange range) => Always(
        $"range({Quoted(field)},{range})",
        item => item.Fields.TryGetValue(field, out var text)
            && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && range.Contains(value));

    internal static ImageFilter And(IReadOnlyList<ImageFilter> parts) => new(Joined("and", parts), (columns, token) =>
    {
        var bound = OnAll(parts, columns, token);
        return item => Array.TrueForAll(bound, holds => holds(item));
    });

    internal static ImageFilter Or(IReadOnlyList<ImageFilter> parts) => new(Joined("or", parts), (columns, token) =>
    {
        var bound = OnAll(parts, columns, token);
        return item => Array.Exists(bound, holds => holds(item));
    });

    internal static ImageFilter Not(ImageFilter part) => new($"not({part.Text})", (columns, token) =>
    {
        var holds = part.On(columns, token);
        return item => !holds(item);
    });

    private static bool MayBeNumber(string field) => field.StartsWith("meta.", StringComparison.Ordinal) || s_measures.Contains(field);

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

    private static ImageFilter Always(string text, Func<SnapshotItem, bool> holds) => new(text, (_, _) => holds);

    private static Func<SnapshotItem, bool>[] OnAll(IReadOnlyList<ImageFilter> parts, NumberColumns columns, CancellationToken token) =>
        [.. parts.Select(part => part.On(columns, token))];

    private static string Joined(string name, IReadOnlyList<ImageFilter> parts) =>
        $"{name}({string.Join(',', parts.Select(part => part.Text).Distinct().Order(StringComparer.Ordinal))})";

    // The length in front keeps two lists from looking alike whatever characters they hold.
    private static string Quoted(string text) => new StringBuilder().Append(text.Length).Append(':').Append(text).ToString();
}
