using ImageRetrieval.Api.Docs;
using ImageRetrieval.Api.Wire;

namespace ImageRetrieval.Api.Search;

/// <summary><c>POST /v1/search</c>: by uploads, ids, embeddings and URLs, alone or together.</summary>
internal static class SearchEndpoints
{
    internal static void MapSearch(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/search", SearchAsync)
            .DisableAntiforgery()
            .AddEndpointFilter<Refusals>()
            .Named("search", "Search", "The indexed images most similar to a picture, an indexed image, an embedding, or several of these.")
            .WithTags("search")
            .Accepts<SearchRequest>(WireFormats.Json, "multipart/form-data", WireFormats.MessagePack, WireFormats.MessagePackShort, WireFormats.MessagePackVendor)
            .WithExamples(SearchDescription.Answer, SearchDescription.Problems)
            .WithBodies(SearchDescription.Form(), SearchDescription.Requests)
            .WithMessagePackBody(SearchDescription.MessagePackBody)
            .WithMessagePackAnswer(SearchDescription.MessagePackAnswer);
        routes.MapPost("/v1/search/batch", SearchBatchAsync)
            .DisableAntiforgery()
            .AddEndpointFilter<Refusals>()
            .Named("searchBatch", "Search in a batch", "Up to 64 searches in one request; each succeeds or fails on its own.")
            .WithTags("search")
            .Accepts<BatchRequest>(WireFormats.Json, "multipart/form-data", WireFormats.MessagePack, WireFormats.MessagePackShort, WireFormats.MessagePackVendor)
            .WithExamples(SearchDescription.Batch, SearchDescription.Problems)
            .WithBodies(SearchDescription.Form(), SearchDescription.BatchRequests)
            .WithMessagePackBody(SearchDescription.MessagePackBody)
            .WithMessagePackAnswer(SearchDescription.MessagePackAnswer);
    }

    private static async Task<Negotiated<SearchAnswer>> SearchAsync(HttpContext http, SearchService service, SearchCharges charges, CancellationToken token)
    {
        var (request, files) = await ReadAsync(http.Request, token);
        await charges.ChargeAsync(http, [request], token);
        return new(await service.SearchAsync(request, files, new Asker(RequestTrace.IdOf(http)), token));
    }

    private static async Task<Negotiated<BatchAnswer>> SearchBatchAsync(HttpContext http, BatchSearchService service, SearchCharges charges, CancellationToken token)
    {
        var (searches, files) = await ReadBatchAsync(http.Request, token);
        await charges.ChargeAsync(http, searches, token);
        return new(await service.SearchAsync(searches, files, RequestTrace.IdOf(http), token));
    }

    private static async Task<Uploaded<IReadOnlyList<SearchRequest>>> ReadBatchAsync(HttpRequest request, CancellationToken token)
    {
        if (request.HasFormContentType)
            return await SearchForm.ReadBatchAsync(request, token);
        return new((await BodyReader.DocumentAsync<BatchRequest>(request, SearchDescription.Types, token)).Searches, new Dictionary<string, byte[]>());
    }

    private static async Task<Uploaded<SearchRequest>> ReadAsync(HttpRequest request, CancellationToken token)
    {
        if (request.HasFormContentType)
            return await SearchForm.ReadAsync(request, token);
        return new(await BodyReader.DocumentAsync<SearchRequest>(request, SearchDescription.Types, token), new Dictionary<string, byte[]>());
    }
}
