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

    /// <summary>The counts of the answer; null on a page without one.</summary>
    public ResultFacets? Results { get; init; }

    /// <summary>The model in whose index values are searched for; null for the default one.</summary>
    public string? Model { get; init; }

    /// <summary>Values that were searched for, by column; null when the page does not search without scripts.</summary>
    public IReadOnlyList<FoundValues>? Found { get; init; }

    /// <summary>A column with a different text on nearly every picture, such as a title, is useless as a filter; so is one with a single value.</summary>
    internal IEnumerable<FacetList> Lists
    {
        get
        {
            var known = Facets.Columns.ToDictionary(column => column.Column, StringComparer.Ordinal);
            var chosen = State.Choices.Select(choice => choice.Column).Concat(State.Ranges.Select(range => range.Column)).Concat((Found ?? []).Select(found => found.Column)).ToHashSet(StringComparer.Ordinal);
            return Facets.Columns.Select(column => column.Column).Concat(Results?.Columns.Keys ?? []).Concat(chosen).Distinct(StringComparer.Ordinal)
                .Where(column => chosen.Contains(column) || Results?.IsFilter(column) == true || (known.TryGetValue(column, out var counted) && IsUseful(counted)))
                .Select(column => ListOf(column, known.GetValueOrDefault(column)));
        }
    }

    private bool IsUseful(ApiFacetColumn column) =>
        column.Distinct > 1 && (column.IsNumber || (column.Distinct <= Facets.Count / 2 && column.Values is { Count: > 0 }));

    // Of a search: the chosen values, then what was found. Otherwise the chosen ones that are not listed, those of the results, and those of the collection; of a range only the chosen ones.
    private FacetList ListOf(string column, ApiFacetColumn? known)
    {
        var found = Found?.FirstOrDefault(found => found.Column == column);
        var isRange = known is not null && new FacetList(column, known, [], null).IsRange;
        var counted = (found?.Values ?? (isRange ? [] : known?.Values) ?? []).DistinctBy(value => value.Text).ToDictionary(value => value.Text, value => value.Count, StringComparer.Ordinal);
        var results = Results?.ValuesOf(column).ToDictionary(StringComparer.Ordinal);
        var chosen = State.Choices.Where(choice => choice.Column == column).Select(choice => choice.Value).ToHashSet(StringComparer.Ordinal);
        var offered = isRange ? null : results;
        var first = chosen.Where(value => found is not null || (!counted.ContainsKey(value) && offered?.ContainsKey(value) != true));
        var listed = first.Concat(found is null ? (offered?.Keys.Take(Values) ?? []).Concat(counted.Keys) : counted.Keys).Distinct(StringComparer.Ordinal);
        return new FacetList(column, known, [.. listed.Select(value => new FacetItem(
            new FacetChoice(column, value), chosen.Contains(value), results?.GetValueOrDefault(value), counted.TryGetValue(value, out var count) ? count : null))], found?.Text);
    }
}
