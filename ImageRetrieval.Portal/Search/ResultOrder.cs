using System.Globalization;
using System.Text.Json;
using ImageRetrieval.Portal.Filters;

namespace ImageRetrieval.Portal.Search;

/// <summary>An order of results by a column of numbers or dates. In an address: <c>column:asc</c> or <c>column:desc</c>.</summary>
internal sealed record ResultOrder(string Column, bool IsDescending)
{
    /// <summary>Null when the text is not an order.</summary>
    public static ResultOrder? Parse(string? text) =>
        text?.LastIndexOf(':') is > 0 and var colon && text[(colon + 1)..] is "asc" or "desc" && FacetChoice.Parse(text) is { } named
            ? new ResultOrder(named.Column, named.Value == "desc")
            : null;

    public override string ToString() => $"{FacetChoice.ColumnText(Column)}:{(IsDescending ? "desc" : "asc")}";

    /// <summary>The results in this order; those without a value are last, and equal ones stay the most similar first.</summary>
    public IEnumerable<ResultHit> Sort(IEnumerable<ResultHit> hits)
    {
        var valued = hits.Select(hit => (Hit: hit, Value: ValueOf(hit, Column))).ToList();
        var known = valued.Where(each => each.Value is not null);
        var sorted = IsDescending ? known.OrderByDescending(each => each.Value) : known.OrderBy(each => each.Value);
        return sorted.Concat(valued.Where(each => each.Value is null)).Select(each => each.Hit);
    }

    /// <summary>The columns that the results can be ordered by: every value of theirs is a number or a date, and there are at least two.</summary>
    public static IEnumerable<string> ColumnsOf(IReadOnlyList<ResultHit> hits) => hits
        .SelectMany(hit => hit.Image.Columns.Select(column => (column.Key, Value: Measure(column.Value))))
        .GroupBy(column => column.Key, column => column.Value)
        .Where(column => column.All(value => value is not null) && column.Distinct().Skip(1).Any())
        .Select(column => column.Key);

    private static double? ValueOf(ResultHit hit, string column) =>
        hit.Image.Metadata is { } all && all.TryGetValue(column, out var value)
            ? Measure(value.ValueKind == JsonValueKind.String ? value.GetString()! : value.ToString())
            : null;

    private static double? Measure(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date.ToUnixTimeSeconds()
        : null;
}
