using ImageRetrieval.Portal.Api;
using ImageRetrieval.Portal.Filters;

namespace ImageRetrieval.Portal.Pages;

/// <summary>The filters of a page: columns that are worth one, and what is chosen of them.</summary>
/// <param name="Facets">What the Api counts.</param>
/// <param name="State">What is chosen.</param>
internal sealed record FacetView(ApiFacets Facets, FilterState State)
{
    /// <summary>Values asked of a column.</summary>
    public const int Values = 24;

    /// <summary>A column with a different text on nearly every picture, such as a title, sorts nothing; one with the same on all neither.</summary>
    public IEnumerable<ApiFacetColumn> Columns => Facets.Columns.Where(column =>
        State.Choices.Any(choice => choice.Column == column.Column) || State.RangeOf(column.Column) is not null
        || (column.Distinct > 1 && (column.IsNumber || (column.Distinct <= Facets.Count / 2 && column.Values is { Count: > 0 }))));

    /// <summary>The most frequent values, and the chosen ones wherever they stand.</summary>
    public IEnumerable<(string Value, long? Count)> ValuesOf(ApiFacetColumn column)
    {
        var listed = (column.Values ?? []).Select(value => (value.Text, (long?)value.Count)).ToList();
        return State.Choices.Where(choice => choice.Column == column.Column && listed.All(value => value.Text != choice.Value))
            .Select(choice => (choice.Value, (long?)null)).Concat(listed);
    }

    /// <summary>A column of numbers with a handful of values is chosen from like words.</summary>
    public static bool IsRange(ApiFacetColumn column) => column.IsNumber && column.Distinct > 12;
}
