using System.Diagnostics;
using ImageRetrieval.Portal.Api;
using ImageRetrieval.Portal.Uploads;

namespace ImageRetrieval.Portal.Search;

/// <summary>Runs a search of the page: gathers its pictures, asks the Api, and prepares the hits for the page.</summary>
internal sealed class PictureSearch(ApiClient api, UploadStore uploads)
{
    /// <exception cref="ApiException">The search has no result; the problem says why.</exception>
    internal async Task<SearchResult> SearchAsync(PortalSearch search, CancellationToken token)
    {
        var started = Stopwatch.GetTimestamp();
        var known = await FindKnownAsync(search, token);
        var pictures = search.Parts.Where(part => part.Kind == PartKind.Upload)
            .Select(part => uploads.Find(part.Value) ?? throw new ApiException(ApiProblem.Expired)).ToList();
        // The pictures that are searched with come back as hits, and are left out of the results.
        var reply = await AskAsync(() => api.SearchAsync(ApiSearchBody.Of(search, spare: known.Count), pictures, token));
        var hits = await ResultHits.OfAsync(reply.Hits, known, api, token);
        var shown = hits.Take(search.Count).ToList();
        var groups = search.Group is { } column ? ResultGroup.Of(shown, column, search.Order) : [];
        return new SearchResult(reply, [.. search.Order?.Sort(shown) ?? shown], groups, known, Stopwatch.GetElapsedTime(started));
    }

    private async Task<Dictionary<string, ApiImage>> FindKnownAsync(PortalSearch search, CancellationToken token)
    {
        var ids = search.Parts.Where(part => part.Kind == PartKind.Id).Select(part => part.Value).Distinct(StringComparer.Ordinal);
        var found = await Task.WhenAll(ids.Select(async id => KeyValuePair.Create(id, await AskAsync(() => api.GetImageAsync(id, token), id))));
        return new Dictionary<string, ApiImage>(found, StringComparer.Ordinal);
    }

    // An unknown image is reported by its id or, when only this model lacks it, without the Api's sentence, which the page would show as an id.
    private static async Task<T> AskAsync<T>(Func<Task<T>> ask, string? id = null)
    {
        try
        {
            return await ask();
        }
        catch (ApiException e) when (e.Problem == ApiProblem.UnknownImage)
        {
            throw new ApiException(ApiProblem.UnknownImage, id, e);
        }
    }
}
