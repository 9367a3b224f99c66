using ImageRetrieval.Collection.Facets;
using ImageRetrieval.Collection.Items;
using ImageRetrieval.VectorIndex;

namespace ImageRetrieval.Collection.Embedded.Search;

/// <summary>Counts the values of every column of a snapshot, in memory that does not grow with the number of images.</summary>
internal static class FacetCounter
{
    // A list may have any number of columns: of a very wide one, only the first are counted.
    private const int MostColumns = 100;
    private const int Places = 10_000;

    /// <param name="snapshot">The snapshot.</param>
    /// <param name="filter">Which images; null for all.</param>
    /// <param name="places">Different values of one column that are counted exactly; with more, only those that are certainly the most frequent.</param>
    /// <param name="token">Checked between two images.</param>
    internal static FacetTable Count(Snapshot snapshot, Func<SnapshotItem, bool>? filter, int places = Places, CancellationToken token = default)
    {
        var columns = new Dictionary<string, ColumnCount>(StringComparer.Ordinal);
        var count = 0;
        foreach (var item in Items(snapshot, filter, token))
        {
            count++;
            foreach (var (name, value) in Metadata(item))
            {
                if (!columns.TryGetValue(name, out var column) && columns.Count < MostColumns)
                    columns.Add(name, column = new ColumnCount(name[ItemFields.MetadataPrefix.Length..], places));
                column?.Add(value);
            }
        }

        if (columns.Values.Any(column => column.IsUncertain))
            Recount(snapshot, filter, columns, token);
        return new FacetTable(count, [.. columns.OrderBy(column => column.Key, StringComparer.Ordinal).Select(column => column.Value.ToFacet())]);
    }

    private static void Recount(Snapshot snapshot, Func<SnapshotItem, bool>? filter, Dictionary<string, ColumnCount> columns, CancellationToken token)
    {
        var uncertain = columns.Where(column => column.Value.IsUncertain).ToDictionary(StringComparer.Ordinal);
        foreach (var column in uncertain.Values)
            column.BeginRecount();
        foreach (var item in Items(snapshot, filter, token))
        {
            foreach (var (name, value) in Metadata(item))
            {
                if (uncertain.TryGetValue(name, out var column))
                    column.Recount(value);
            }
        }
    }

    private static IEnumerable<SnapshotItem> Items(Snapshot snapshot, Func<SnapshotItem, bool>? filter, CancellationToken token)
    {
        for (var position = 0; position < snapshot.Count; position++)
        {
            token.ThrowIfCancellationRequested();
            var item = snapshot.GetItem(position);
            if (filter is null || filter(item))
                yield return item;
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> Metadata(SnapshotItem item) =>
        item.Fields.Where(field => field.Value.Length > 0 && field.Key.StartsWith(ItemFields.MetadataPrefix, StringComparison.Ordinal));
}
