using System.Text.Json.Serialization;
using ImageRetrieval.Collection.Facets;

namespace ImageRetrieval.Api.Facets;

/// <summary>One column of the list, over the images that were counted.</summary>
/// <param name="Column">Its name, as a filter's <c>column</c> takes it.</param>
/// <param name="Type"><c>number</c> when every value is a finite number, otherwise <c>text</c>.</param>
/// <param name="Distinct">How many different values there are; at least as many when <paramref name="DistinctIsLeast"/>.</param>
/// <param name="DistinctIsLeast">There are too many different values to count them all: only those that are certainly the most frequent are in <paramref name="Values"/>.</param>
/// <param name="Min">The smallest number; only for numbers.</param>
/// <param name="Max">The largest number; only for numbers.</param>
/// <param name="Values">The most frequent values first, equally frequent ones in their order.</param>
internal sealed record FacetColumnAnswer(
    string Column,
    string Type,
    int Distinct,
    bool DistinctIsLeast,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Min,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Max,
    IReadOnlyList<FacetValueAnswer> Values)
{
    /// <param name="column">The column.</param>
    /// <param name="values">The maximum number of values to list.</param>
    internal static FacetColumnAnswer Of(FacetColumn column, int values) => new(
        column.Column, column.IsNumber ? "number" : "text", column.Distinct, column.DistinctIsLeast, column.Min, column.Max,
        [.. column.Values.Take(values).Select(value => new FacetValueAnswer(value.Value, value.Count))]);
}
