using System.Collections.Concurrent;
using ImageRetrieval.Collection.Filters;
using ImageRetrieval.Collection.Items;
using ImageRetrieval.VectorIndex;

namespace ImageRetrieval.Collection.Embedded.Search;

/// <summary>Which columns of a snapshot hold numbers: those in which every value is a finite one, as in the table of columns. Thread-safe.</summary>
internal sealed class NumberColumns(Snapshot snapshot)
{
    private readonly ConcurrentDictionary<string, bool> _known = new(StringComparer.Ordinal);

    /// <summary>A filter as a condition on the items of this snapshot.</summary>
    /// <param name="filter">The filter; null for none.</param>
    /// <param name="token">Checked between two images: a column that was not requested before is read completely.</param>
    internal Func<SnapshotItem, bool>? ConditionOf(ItemFilter? filter, CancellationToken token)
    {
        if (filter is null)
            return null;
        var numbers = new HashSet<string>(filter.NumberFields.Distinct(StringComparer.Ordinal).Where(field => Contains(field, token)), StringComparer.Ordinal);
        return item => filter.Matches(new ImageItem(item.ImageId, item.Fields), numbers);
    }

    private bool Contains(string field, CancellationToken token)
    {
        if (_known.TryGetValue(field, out var known))
            return known;
        var isNumber = ReadAll(field, token);
        // Names come from clients: those that no image has are not kept.
        if (isNumber is { } found)
            _known[field] = found;
        return isNumber == true;
    }

    // Null when no image has a value there.
    private bool? ReadAll(string field, CancellationToken token)
    {
        bool? isNumber = null;
        for (var position = 0; position < snapshot.Count; position++)
        {
            token.ThrowIfCancellationRequested();
            if (!snapshot.GetItem(position).Fields.TryGetValue(field, out var text) || text.Length == 0)
                continue;
            if (!NumberValue.TryParse(text, out _))
                return false;
            isNumber = true;
        }
        return isNumber;
    }
}
