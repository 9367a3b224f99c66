using ImageRetrieval.Portal.Api;
using ImageRetrieval.Portal.Filters;

namespace ImageRetrieval.Portal.Pages;

/// <summary>The filters of a page: the columns that are useful as filters, and the chosen values.</summary>
/// <param name="Facets">The values that the Api counted.</param>
/// <param name="State">The chosen values and ranges.</param>
internal sealed record FacetView(ApiFacets Facets, FilterState State)
{
    /// <summary>The number of values to request per column.</summary>
    internal const int Values = 200;

    /// <summary>A list with more values can be searched.</summary>
    internal const int Long = 12;

    /// <summary>A column with a different text on nearly every picture, such as a title, is useless as a filter; so is one with a single value.</summary>
    internal IEnumerable<ApiFacetColumn> Columns => Facets.Columns.Where(column =>
        State.Choices.Any(choice => choice.Column == column.Column) || State.RangeOf(column.Column) is not null
        || (column.Distinct > 1 && (column.IsNumber || (column.Distinct <= Facets.Count / 2 && column.Values is { Count: > 0 }))));

    /// <summary>The most frequent values, and all chosen ones.</summary>
    internal IEnumerable<(string Value, long? Count)> ValuesOf(ApiFacetColumn column)
    {
        var listed = (column.Values ?? []).Select(value => (value.Text, (long?)value.Count)).ToList();
        return State.Choices.Where(choice => choice.Column == column.Column && listed.All(value => value.Text != choice.Value))
            .Select(choice => (choice.Value, (long?)null)).Concat(listed);
    }

    /// <summary>Whether the filter is a range. The values of a numeric column with only a few of them are listed like words.</summary>
    internal static bool IsRange(ApiFacetColumn column) => column.IsNumber && column.Distinct > 12;
}
