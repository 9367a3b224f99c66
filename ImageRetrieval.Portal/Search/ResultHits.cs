using ImageRetrieval.Portal.Api;

namespace ImageRetrieval.Portal.Search;

/// <summary>From the Api's hits to the results of the page: pictures that were searched with are not results, but their copies are.</summary>
internal static class ResultHits
{
    /// <param name="hits">The Api's, best first, copies folded.</param>
    /// <param name="known">The pictures of the collection that were searched with, by id.</param>
    /// <param name="api">Describes the copies of those pictures.</param>
    /// <param name="token">Cancels the requests.</param>
    internal static async Task<List<ResultHit>> OfAsync(IReadOnlyList<ApiHit> hits, IReadOnlyDictionary<string, ApiImage> known, ApiClient api, CancellationToken token)
    {
        var versions = known.Values.Select(image => image.Version).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var results = new List<ResultHit>(hits.Count);
        foreach (var hit in hits)
        {
            var copies = (hit.Copies?.Ids ?? []).Where(id => !known.ContainsKey(id)).ToList();
            var count = (hit.Copies?.Count ?? 0) - ((hit.Copies?.Ids.Count ?? 0) - copies.Count);
            var isQuery = hit.Version is { } version && versions.Contains(version);
            if (!known.ContainsKey(hit.Id))
                results.Add(new ResultHit(hit, copies, count, isQuery));
            else if (copies.Count > 0 && (await ApiAttempt.Of(() => api.GetImageAsync(copies[0], token))).Value is { } first)
                results.Add(new ResultHit(Instead(hit, first), copies[1..], count - 1, isQuery));
        }
        return results;
    }

    // Copies of the same bytes have the same embedding, so the scores stay true.
    private static ApiHit Instead(ApiHit hit, ApiImage copy) => hit with
    {
        Id = copy.Id, Url = copy.Url, Name = copy.Name, Metadata = copy.Metadata, Width = copy.Width, Height = copy.Height, Thumbnail = copy.Thumbnail,
    };
}
