using ImageRetrieval.Api.Safety;

namespace ImageRetrieval.Api.Search;

/// <summary>Runs many searches of one request, as many at once as there are cores.</summary>
internal sealed class BatchSearchService(SearchService service)
{
    /// <exception cref="RefusalException">The number of searches is out of range.</exception>
    internal async Task<BatchAnswer> SearchAsync(IReadOnlyList<SearchRequest> searches, IReadOnlyDictionary<string, byte[]> uploads, string traceId, CancellationToken token)
    {
        // They get the cores that others leave free: many small pieces are heavy, too.
        var asker = new Asker(traceId, searches.Count > 1 ? WorkWeight.Heavy : WorkWeight.Light);
        if (searches.Count is < 1 or > BatchRequest.MostSearches)
            throw RefusalException.BadRequest($"The batch has {searches.Count} searches; it must have 1..{BatchRequest.MostSearches}.");
        var answers = new BatchItem[searches.Count];
        await Parallel.ForAsync(0, answers.Length, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = token }, async (i, stop) =>
            answers[i] = await SearchAsync(searches[i], uploads, asker, stop));
        return new BatchAnswer(answers);
    }

    private async Task<BatchItem> SearchAsync(SearchRequest? request, IReadOnlyDictionary<string, byte[]> uploads, Asker asker, CancellationToken token)
    {
        try
        {
            return request is null
                ? new BatchItem(StatusCodes.Status400BadRequest, null, "The search is null.")
                : new BatchItem(StatusCodes.Status200OK, await service.SearchAsync(request, uploads, asker, token), null);
        }
        catch (Exception error) when (Refusals.Find(error) is { } refusal)
        {
            return new BatchItem(refusal.Status, null, refusal.Message);
        }
    }
}
