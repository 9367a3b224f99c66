using System.Text.Json;
using ImageRetrieval.Api.Filters;
using ImageRetrieval.Api.Index;
using ImageRetrieval.Api.Safety;

namespace ImageRetrieval.Api.Search;

/// <summary>Counts searches by what they cost, before they begin.</summary>
internal sealed class SearchCharges(LiveIndex index, ClientRates rates)
{
    /// <summary>Counts all searches of a request.</summary>
    /// <exception cref="RefusalException">Earlier requests of this client are not paid for yet (429).</exception>
    internal void Charge(HttpContext http, params IReadOnlyList<SearchRequest?> searches)
    {
        if (rates.Limiter is null)
            return;
        var filters = new HashSet<(string, string)>();
        rates.Charge(http, searches.Take(BatchRequest.MostSearches).Sum(search => WeightOf(search, filters)));
    }

    // What is wrong is refused later, and costs nothing but the request.
    private int WeightOf(SearchRequest? search, HashSet<(string Model, string Filter)> filters)
    {
        using var lease = search is null ? null : index.Acquire(search.Model ?? index.Default);
        if (lease is null)
            return WorkWeight.Light;
        var weight = Math.Max(WorkWeight.Light, search!.Queries.Count(part => part is { IsPicture: true }));
        if (search.Exact)
            weight += WorkWeight.OfExactSearch(lease.Snapshot) - WorkWeight.Light;
        if (FilterOf(search) is { } filter && !lease.Filters.Has(filter) && filters.Add((lease.Model.Name, filter.Text)))
            weight += WorkWeight.OfScan(lease.Snapshot);
        return weight;
    }

    private static ImageFilter? FilterOf(SearchRequest search)
    {
        try
        {
            return search.Filter is { ValueKind: not JsonValueKind.Null } filter ? FilterParser.Parse(filter) : null;
        }
        catch (RefusalException)
        {
            return null; // the search itself says what is wrong with it
        }
    }
}
