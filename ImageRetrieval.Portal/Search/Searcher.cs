using System.Diagnostics;
using System.Text.Json.Nodes;
using ImageRetrieval.Portal.Api;
using ImageRetrieval.Portal.Uploads;

namespace ImageRetrieval.Portal.Search;

/// <summary>Turns a request into an answer: gathers the pictures, asks the Api, folds copies.</summary>
internal sealed class Searcher(ApiClient api, UploadStore uploads)
{
    private const int Spare = 12;

    /// <exception cref="ApiException">There is no answer; the problem says why.</exception>
    public async Task<SearchAnswer> SearchAsync(SearchRequest request, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var known = await FindKnownAsync(request, cancellationToken);
        var pictures = new List<QueryPicture>();
        var queries = new JsonArray();
        foreach (var part in request.Parts)
            queries.Add(await PartAsync(part, pictures, cancellationToken));
        var body = Body(request, queries);

        // Folded copies leave fewer than were asked for: some more are asked for, and many more when that was too few.
        for (var k = request.Count + request.Parts.Count + Spare; ; k *= 2)
        {
            k = Math.Min(k, SearchRequest.MaxCount);
            body["k"] = k;
            var reply = await api.SearchAsync(body, pictures, cancellationToken);
            var hits = HitFolder.Fold(reply.Hits, known, request.Count);
            if (hits.Count == request.Count || reply.Hits.Count < k || k == SearchRequest.MaxCount)
                return new SearchAnswer(reply, hits, known, Stopwatch.GetElapsedTime(started));
        }
    }

    private static JsonObject Body(SearchRequest request, JsonArray queries)
    {
        var body = new JsonObject { ["queries"] = queries, ["dedupe"] = false, ["ranking"] = request.ByCosine ? "cosine" : "context" };
        if (request.Model is not null)
            body["model"] = request.Model;
        if (request.MinScore is { } least)
            body["minScore"] = least;
        if (request.Filters.ToJson() is { } filter)
            body["filter"] = filter;
        if (request.Exact)
            body["exact"] = true;
        return body;
    }

    private async Task<JsonObject> PartAsync(QueryPart part, List<QueryPicture> pictures, CancellationToken cancellationToken)
    {
        var query = new JsonObject { ["weight"] = part.Weight };
        if (part.Crop is { } crop)
            query["crop"] = new JsonObject { ["x"] = crop.X, ["y"] = crop.Y, ["width"] = Math.Min(crop.Width, 1 - crop.X), ["height"] = Math.Min(crop.Height, 1 - crop.Y) };
        if (part.Kind == PartKind.Url)
            query["url"] = part.Value;
        else if (part is { Kind: PartKind.Id, Crop: null })
            query["id"] = part.Value;
        else
        {
            query["upload"] = "f" + pictures.Count;
            // Of a picture of the collection only the whole is indexed: a part of it is looked at anew.
            pictures.Add(part.Kind == PartKind.Id
                ? new QueryPicture(await api.GetOriginalAsync(part.Value, cancellationToken), part.Value)
                : uploads.Find(part.Value) ?? throw new ApiException(ApiProblem.Expired));
        }
        return query;
    }

    private async Task<Dictionary<string, ImageDetails>> FindKnownAsync(SearchRequest request, CancellationToken cancellationToken)
    {
        var ids = request.Parts.Where(part => part.Kind == PartKind.Id).Select(part => part.Value).Distinct(StringComparer.Ordinal);
        var found = await Task.WhenAll(ids.Select(async id => KeyValuePair.Create(id, await FindAsync(id, cancellationToken))));
        return new Dictionary<string, ImageDetails>(found, StringComparer.Ordinal);
    }

    private async Task<ImageDetails> FindAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            return await api.GetImageAsync(id, cancellationToken);
        }
        catch (ApiException e) when (e.Problem == ApiProblem.UnknownImage)
        {
            throw new ApiException(ApiProblem.UnknownImage, id, e);
        }
    }
}
