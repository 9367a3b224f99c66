using System.Text.Json;
using ImageRetrieval.Api.Filters;
using ImageRetrieval.Api.Index;
using ImageRetrieval.Api.Safety;
using ImageRetrieval.Collection.Filters;

namespace ImageRetrieval.Api.Search;

/// <summary>Counts searches by their cost, before they start.</summary>
internal sealed class SearchCharges(ModelChoice models, ClientRates rates)
{
    /// <summary>Counts all searches of a request.</summary>
    /// <param name="http">The request.</param>
    /// <param name="searches">Its searches.</param>
    /// <param name="token">Cancels the request.</param>
    /// <exception cref="RefusalException">Earlier requests of this client have used up its rate (429).</exception>
    internal async ValueTask ChargeAsync(HttpContext http, IReadOnlyList<SearchRequest?> searches, CancellationToken token)
    {
        if (rates.Limiter is null)
            return;
        var filters = new HashSet<(string, string)>();
        var weight = 0;
        foreach (var search in searches.Take(BatchRequest.MostSearches))
            weight += await WeightOfAsync(search, filters, token);
        rates.Charge(http, weight);
    }

    // An invalid search is rejected later and costs no more than its request.
    private async ValueTask<int> WeightOfAsync(SearchRequest? search, HashSet<(string Model, string Filter)> filters, CancellationToken token)
    {
        using var lease = search is null ? null : await models.TryAcquireAsync(search.Model ?? models.Default, token);
        if (lease is null)
            return WorkWeight.Light;
        var weight = Math.Max(WorkWeight.Light, search!.Queries.Count(part => part is { IsPicture: true }));
        if (search.Exact)
            weight += WorkWeight.OfExactSearch(lease.Info) - WorkWeight.Light;
        if (FilterOf(search) is { } filter && !lease.Index.IsPrepared(filter) && filters.Add((lease.Model.Name, filter.Text)))
            weight += WorkWeight.OfScan(lease.Info);
        return weight;
    }

    private static ItemFilter? FilterOf(SearchRequest search)
    {
        try
        {
            return search.Filter is { ValueKind: not JsonValueKind.Null } filter ? FilterParser.Parse(filter) : null;
        }
        catch (RefusalException)
        {
            return null; // the search itself reports what is wrong with it
        }
    }
}
