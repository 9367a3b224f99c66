using ImageRetrieval.Api.Docs;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ImageRetrieval.Api.Search;

/// <summary><c>POST /v1/search</c>: by uploads, ids, embeddings and URLs, alone or together.</summary>
internal static class SearchEndpoints
{
    internal static void MapSearch(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/search", SearchAsync)
            .DisableAntiforgery()
            .AddEndpointFilter<Refusals>()
            .WithName("search")
            .WithTags("search")
            .WithSummary("The indexed images most similar to a picture, an indexed image, an embedding, or several of these.")
            .Accepts<SearchRequest>("application/json", "multipart/form-data")
            .WithExamples(SearchDescription.Answer, SearchDescription.Problems)
            .WithBodies(SearchDescription.Form(), SearchDescription.Requests);
        routes.MapPost("/v1/search/batch", SearchBatchAsync)
            .DisableAntiforgery()
            .AddEndpointFilter<Refusals>()
            .WithName("searchBatch")
            .WithTags("search")
            .WithSummary("Up to 64 searches in one request, each answered or refused for itself.")
            .Accepts<BatchRequest>("application/json", "multipart/form-data")
            .WithExamples(SearchDescription.Batch, SearchDescription.Problems)
            .WithBodies(SearchDescription.Form(), SearchDescription.BatchRequests);
    }

    private static async Task<Ok<SearchAnswer>> SearchAsync(HttpContext http, Searcher searcher, CancellationToken token)
    {
        var (request, files) = await ReadAsync(http.Request, token);
        return TypedResults.Ok(await searcher.SearchAsync(request, files, RequestTrace.IdOf(http), token));
    }

    private static async Task<Ok<BatchAnswer>> SearchBatchAsync(HttpContext http, BatchSearcher searcher, CancellationToken token)
    {
        var (searches, files) = await ReadBatchAsync(http.Request, token);
        return TypedResults.Ok(await searcher.SearchAsync(searches, files, RequestTrace.IdOf(http), token));
    }

    private static async Task<Uploaded<IReadOnlyList<SearchRequest>>> ReadBatchAsync(HttpRequest request, CancellationToken token)
    {
        if (request.HasFormContentType)
            return await SearchForm.ReadBatchAsync(request, token);
        return request.HasJsonContentType()
            ? new((await BodyReader.JsonAsync<BatchRequest>(request, token)).Searches, new Dictionary<string, byte[]>())
            : throw WrongType();
    }

    private static async Task<Uploaded<SearchRequest>> ReadAsync(HttpRequest request, CancellationToken token)
    {
        if (request.HasFormContentType)
            return await SearchForm.ReadAsync(request, token);
        return request.HasJsonContentType()
            ? new(await BodyReader.JsonAsync<SearchRequest>(request, token), new Dictionary<string, byte[]>())
            : throw WrongType();
    }

    private static RefusalException WrongType() => new(StatusCodes.Status415UnsupportedMediaType, "Send multipart/form-data with a file, or application/json.");
}
