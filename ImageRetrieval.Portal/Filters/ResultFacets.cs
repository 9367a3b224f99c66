using ImageRetrieval.Portal.Search;

namespace ImageRetrieval.Portal.Filters;

/// <summary>How often each value of each column occurs among all results of an answer.</summary>
/// <param name="Count">The number of results.</param>
/// <param name="Columns">The columns in the order in which they occur; the values of each, the most frequent first.</param>
internal sealed record ResultFacets(int Count, IReadOnlyDictionary<string, IReadOnlyList<KeyValuePair<string, int>>> Columns)
{
    public static ResultFacets Of(IReadOnlyList<ResultHit> hits)
    {
        var columns = hits.SelectMany(hit => hit.Image.Columns).GroupBy(pair => pair.Key, pair => pair.Value).ToDictionary(
            column => column.Key,
            column => (IReadOnlyList<KeyValuePair<string, int>>)[.. column.CountBy(value => value).OrderByDescending(value => value.Value).ThenBy(value => value.Key, StringComparer.Ordinal)],
            StringComparer.Ordinal);
        return new ResultFacets(hits.Count, columns);
    }

    /// <summary>The columns that divide the results into groups: some results have a value in common, and some do not.</summary>
    public IEnumerable<string> Groupings => Columns.Where(column => Divides(column.Value)).Select(column => column.Key);

    /// <summary>Whether a column is useful as a filter of the results, although nearly every picture of the collection may have a different value.</summary>
    public bool IsFilter(string column) => Columns.TryGetValue(column, out var values) && Divides(values);

    public IReadOnlyList<KeyValuePair<string, int>> ValuesOf(string column) => Columns.GetValueOrDefault(column) ?? [];

    private bool Divides(IReadOnlyList<KeyValuePair<string, int>> values) => values is [{ Value: > 1 and var most }, ..] && most < Count;
}
