namespace ImageRetrieval.Portal.Search;

/// <summary>The results that have the same value in a column.</summary>
/// <param name="Value">The value; null for the results without one.</param>
/// <param name="Hits">The results, in the order of the page.</param>
internal sealed record ResultGroup(string? Value, IReadOnlyList<ResultHit> Hits)
{
    /// <summary>The groups, the one with the most similar picture first; results without a value are the last one. None when no result has a value.</summary>
    /// <param name="hits">The most similar first.</param>
    /// <param name="column">The column that they are grouped by.</param>
    /// <param name="order">The order within a group; null for the similarity.</param>
    public static IReadOnlyList<ResultGroup> Of(IReadOnlyList<ResultHit> hits, string column, ResultOrder? order)
    {
        var groups = hits.GroupBy(hit => hit.Image.ValueOf(column)).Select(group => new ResultGroup(group.Key, [.. order?.Sort(group) ?? group])).ToList();
        return groups is [{ Value: null }] ? [] : [.. groups.Where(group => group.Value is not null), .. groups.Where(group => group.Value is null)];
    }
}
