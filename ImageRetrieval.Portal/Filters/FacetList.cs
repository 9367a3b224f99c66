using ImageRetrieval.Portal.Api;

namespace ImageRetrieval.Portal.Filters;

/// <summary>One column among the filters of a page.</summary>
/// <param name="Column">Its name.</param>
/// <param name="Known">What the Api counted; null for a column that only the results have.</param>
/// <param name="Values">The listed values.</param>
/// <param name="Search">The text that the values were searched for; null for none.</param>
internal sealed record FacetList(string Column, ApiFacetColumn? Known, IReadOnlyList<FacetItem> Values, string? Search)
{
    /// <summary>A list with more values can be searched.</summary>
    private const int Long = 12;

    /// <summary>Whether bounds can be set. The values of a numeric column with only a few of them are listed like words.</summary>
    public bool IsRange => Known is { IsNumber: true, Distinct: > Long };

    public bool CanSearch => Search is not null || Values.Count > Long || Rest > 0;

    /// <summary>The number of values that are not listed; they are found by the search. 0 for ranges.</summary>
    public long Rest => Known is null || IsRange ? 0 : Math.Max(0, Known.Distinct - Values.Count(value => value.InCollection is not null));
}
