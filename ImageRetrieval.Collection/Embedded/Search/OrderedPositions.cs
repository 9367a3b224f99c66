using System.Globalization;
using ImageRetrieval.Collection.Search;
using ImageRetrieval.VectorIndex;

namespace ImageRetrieval.Collection.Embedded.Search;

/// <summary>Sorts the images of a snapshot by a field. Reads every image once.</summary>
internal static class OrderedPositions
{
    // img2 comes before img10, and É beside E.
    private static readonly StringComparer s_text = StringComparer.Create(CultureInfo.InvariantCulture, CompareOptions.IgnoreCase | CompareOptions.NumericOrdering);

    internal static PreparedSnapshotOrder Prepare(Snapshot snapshot, SortOrder order, CancellationToken token)
    {
        var (ids, values) = (new string[snapshot.Count], new string?[snapshot.Count]);
        for (var position = 0; position < snapshot.Count; position++)
        {
            token.ThrowIfCancellationRequested();
            var item = snapshot.GetItem(position);
            ids[position] = item.ImageId;
            values[position] = order.Field == SortOrder.Id ? item.ImageId : item.Fields.GetValueOrDefault(order.Field) is { Length: > 0 } value ? value : null;
        }
        if (!Array.Exists(values, value => value is not null))
            return new(order, SortKind.None, snapshot, Sorted(values, ids, s_text, order.Descending));
        if (Parsed<double>(values, TryNumber) is { } numbers)
            return new(order, SortKind.Number, snapshot, Sorted(numbers, ids, Comparer<double?>.Default, order.Descending));
        if (Parsed<DateTimeOffset>(values, TryDate) is { } dates)
            return new(order, SortKind.Date, snapshot, Sorted(dates, ids, Comparer<DateTimeOffset?>.Default, order.Descending));
        return new(order, SortKind.Text, snapshot, Sorted(values, ids, s_text, order.Descending));
    }

    private static T?[]? Parsed<T>(string?[] values, Func<string, T?> parse)
        where T : struct
    {
        var parsed = new T?[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] is not { } value)
                continue;
            if ((parsed[i] = parse(value)) is null)
                return null;
        }
        return parsed;
    }

    private static int[] Sorted<T>(T?[] keys, string[] ids, IComparer<T?> comparer, bool descending)
    {
        int[] positions = [.. Enumerable.Range(0, keys.Length)];
        Array.Sort(positions, (one, other) =>
        {
            // Images without a value follow in both directions.
            var missing = (keys[one] is null).CompareTo(keys[other] is null);
            if (missing != 0)
                return missing;
            var compared = descending ? comparer.Compare(keys[other], keys[one]) : comparer.Compare(keys[one], keys[other]);
            return compared != 0 ? compared : string.CompareOrdinal(ids[one], ids[other]);
        });
        return positions;
    }

    private static double? TryNumber(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    private static DateTimeOffset? TryDate(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces, out var date) ? date : null;
}
