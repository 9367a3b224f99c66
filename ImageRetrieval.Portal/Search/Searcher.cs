using ImageRetrieval.Portal.Api;

namespace ImageRetrieval.Portal.Search;

/// <summary>Turns a request into an answer: the Api's ids and scores, completed by what it knows about each image.</summary>
internal sealed class Searcher(ApiClient api)
{
    private const int DetailsAtOnce = 8;

    public async Task<SearchAnswer> SearchAsync(SearchRequest request, ModelList models, CancellationToken cancellationToken)
    {
        if (request.Model is { } model && models.Models.Count > 0 && !models.Models.Any(m => m.Name == model))
            throw new ApiException(ApiProblem.UnknownModel, model);

        var query = request.Like is { } id ? await FindAsync(id, cancellationToken) : null;
        var picture = query is null ? request.Picture : new QueryPicture(await api.GetOriginalAsync(query.Id, cancellationToken), query.Name ?? query.Id);
        if (picture is null)
            throw new ApiException(ApiProblem.NoPicture);

        // Who looks for more like one of the collection does not want that one; who brings a picture wants its copies too.
        var prediction = await api.PredictAsync(picture, request.Model, request.Count, ignoreDuplicate: query is not null, cancellationToken);
        return new SearchAnswer(prediction.Model, await CompleteAsync(prediction.Images, cancellationToken), query);
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

    private async Task<Hit[]> CompleteAsync(IReadOnlyList<PredictedImage> images, CancellationToken cancellationToken)
    {
        var hits = new Hit[images.Count];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = DetailsAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, hits.Length, parallel, async (i, token) =>
        {
            var found = images[i];
            hits[i] = new Hit(await DescribeAsync(found, token), found.Score);
        });
        return hits;
    }

    /// <summary>A title and a size are nice to have: a result without them is still a result.</summary>
    private async Task<ImageDetails> DescribeAsync(PredictedImage found, CancellationToken cancellationToken)
    {
        try
        {
            return await api.GetImageAsync(found.Id, cancellationToken);
        }
        catch (ApiException)
        {
            return new ImageDetails(found.Id, null, found.Name, null, null, null);
        }
    }
}
