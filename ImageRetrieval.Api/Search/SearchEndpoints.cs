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
            .WithSummary("The indexed images most similar to a picture, an indexed image, an embedding, or several of these.");
    }

    private static async Task<IResult> SearchAsync(HttpContext http, Searcher searcher, CancellationToken token)
    {
        var (request, files) = await ReadAsync(http.Request, token);
        return TypedResults.Ok(await searcher.SearchAsync(request, files, RequestTrace.IdOf(http), token));
    }

    private static async Task<Uploaded<SearchRequest>> ReadAsync(HttpRequest request, CancellationToken token)
    {
        if (request.HasFormContentType)
            return await SearchForm.ReadAsync(request, token);
        return request.HasJsonContentType()
            ? new(await BodyReader.JsonAsync<SearchRequest>(request, token), new Dictionary<string, byte[]>())
            : throw new RefusalException(StatusCodes.Status415UnsupportedMediaType, "Send multipart/form-data with a file, or application/json.");
    }
}
