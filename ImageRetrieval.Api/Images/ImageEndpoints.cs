using System.ComponentModel;
using ImageRetrieval.Api.Docs;
using ImageRetrieval.Api.Filters;
using ImageRetrieval.Api.Index;
using ImageRetrieval.Api.Maps;
using ImageRetrieval.Api.Search;
using ImageRetrieval.Collection.Images;
using ImageRetrieval.Collection.Items;
using ImageRetrieval.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace ImageRetrieval.Api.Images;

/// <summary><c>/v1/images</c>: what is indexed, and its bytes.</summary>
internal static class ImageEndpoints
{
    private const int MostPerPage = 200;
    private const string Example = """{"id":"633755","url":"https://photos.example/3694014992.jpg","name":"3694014992.jpg","metadata":{"kind":"castle"},"width":1600,"height":1067,"thumbnail":"/v1/images/633755/thumbnail?v=0f343b0931126a20","original":"/v1/images/633755/original"}""";

    private static readonly (int Status, string Detail) s_unknown = (404, "There is no indexed image with the id '7'.");

    internal static void MapImages(this IEndpointRouteBuilder routes)
    {
        var images = routes.MapGroup("/v1/images").WithTags("images");
        images.MapGet("", ListAsync).AddEndpointFilter<Refusals>().Named("listImages", "List images", "The indexed images in pages, or a sample spread over all of them.")
            .WithExamples($$"""{"total":1,"items":[{{Example}}]}""", (400, "limit is 0 and offset 0; limit must be 1..200, offset 0 or more."));
        routes.MapImage(ImageAddress.Routed, "", "", "");
        routes.MapImage(ImageAddress.Queried, "OfAnyId", ", any ID", " For any id, including '..' and 'a/b', which cannot be a segment of a path.");
    }

    private static void MapImage(this IEndpointRouteBuilder routes, string address, string suffix, string which, string remark)
    {
        var image = routes.MapGroup(address).WithTags("images");
        image.MapGet("", OneAsync).Named("getImage" + suffix, "Get an image" + which, "One indexed image." + remark).WithSampleId().WithExamples(Example, s_unknown);
        image.MapGet("/thumbnail", ThumbnailAsync).ExcludeFromTraces().AddEndpointFilter<Refusals>().Named("getThumbnail" + suffix, "Get a thumbnail" + which, "A thumbnail of an indexed image, as AVIF, WebP or JPEG depending on what the client accepts." + remark).WithSampleId()
            .WithExamples(null, (400, "size is 5; it must be 16..1024."), s_unknown);
        image.MapGet("/similar", SimilarAsync).AddEndpointFilter<Refusals>().Named("findSimilar" + suffix, "Find similar images" + which, "The indexed images most similar to an indexed image." + remark).WithSampleId()
            .WithExamples(SearchDescription.Answer, (400, "k is 0; it must be 1..1000."), s_unknown);
        image.MapGet("/original", OriginalAsync).ExcludeFromTraces().Named("getOriginal" + suffix, "Get the original" + which, "The bytes of an indexed image as they were downloaded." + remark).WithSampleId().WithExamples(null, s_unknown);
    }

    private static async Task<Results<Ok<ImagePage>, ProblemHttpResult>> ListAsync(
        ModelChoice models,
        FilteredImages filtered,
        HttpContext http,
        [Description("The model whose index is listed; by default any that is available.")] string? model = null,
        [Description("A condition on columns, as in POST /v1/search, as JSON text.")] string? filter = null,
        [Description("Images to return, 1..200.")] int limit = 50,
        [Description("Images to skip.")] int offset = 0,
        [Description("Select images evenly from the whole collection; not with offset, filter, sort, area or cluster.")] bool spread = false,
        [Description("A column of the list to sort by, or @id, @name, @width or @height: numbers by value, dates by time, other text alphabetically; images without a value are last, ties in the order of the ids.")] string? sort = null,
        [Description("asc or desc; only with sort.")] string? order = null,
        [Description("Only the images in this part of the map: the corners of a polygon, x,y,x,y,…, in the numbers of GET /v1/map.")] string? area = null,
        [Description("Only the images of this cluster of the map, by its number in GET /v1/map.")] int? cluster = null,
        CancellationToken token = default)
    {
        if (limit is < 1 or > MostPerPage || offset < 0)
            return TypedResults.Problem($"limit is {limit} and offset {offset}; limit must be 1..{MostPerPage}, offset 0 or more.", statusCode: StatusCodes.Status400BadRequest);

        var list = new ListRequest(filter is null ? null : FilterParser.ParseText(filter), area is null ? null : MapArea.Parse(area), cluster, sort, ImageSort.Parse(sort, order));
        if (spread && (offset > 0 || !list.IsPlain))
            return TypedResults.Problem($"spread selects images from the whole collection: omit {(offset > 0 ? "offset" : filter is not null ? "filter" : "sort, area and cluster")}, or spread.", statusCode: StatusCodes.Status400BadRequest);

        using var lease = model is null ? await models.AcquireAnyAsync(token) : await models.AcquireAsync(model, token);
        if (lease is null)
            return TypedResults.Ok(new ImagePage(0, []));
        var page = !list.IsPlain ? await filtered.PageAsync(http, lease, list, offset, limit, token)
            : spread ? await lease.Index.SpreadAsync(limit, token)
            : await lease.Index.PageAsync(filter: null, offset, limit, token);
        return TypedResults.Ok(new ImagePage(page.Total, [.. page.Items.Select(item => item.ToAnswer())]));
    }

    private static async Task<Ok<SearchAnswer>> SimilarAsync(
        string id,
        HttpContext http,
        SearchService service,
        SearchCharges charges,
        [Description("The model; by default resnet50 when it is loaded, otherwise the first of --models.")] string? model = null,
        [Description("The version of the model's index, as in GET /v1/snapshots; by default the current one.")] string? snapshot = null,
        [Description("Maximum number of hits, 1..1000.")] int k = 10,
        [Description("The minimum cosine of a hit, -1..1.")] double? minScore = null,
        [Description("The minimum closerThan of a hit, 0..1.")] double? minCloserThan = null,
        [Description("The ranking: context or cosine.")] string ranking = RankingNames.Context,
        [Description("A condition on columns, as in POST /v1/search, as JSON text.")] string? filter = null,
        CancellationToken token = default)
    {
        var request = new SearchRequest
        {
            Model = model,
            Snapshot = snapshot,
            K = k,
            MinScore = minScore,
            MinCloserThan = minCloserThan,
            Ranking = ranking,
            Filter = filter is null ? null : FilterParser.Document(filter),
            Queries = [new QueryPart { Id = id }],
        };
        await charges.ChargeAsync(http, [request], token);
        return TypedResults.Ok(await service.SearchAsync(request, new Dictionary<string, byte[]>(), new Asker(RequestTrace.IdOf(http)), token));
    }

    private static async Task<Results<Ok<ImageAnswer>, ProblemHttpResult>> OneAsync(string id, ModelChoice models, CancellationToken token) =>
        await models.FindImageAsync(id, token) is { } image ? TypedResults.Ok(image.ToAnswer()) : Unknown(id);

    private static async Task<Results<FileStreamHttpResult, StatusCodeHttpResult, ProblemHttpResult>> OriginalAsync(string id, ModelChoice models, IImageBytes images, HttpResponse response, ILoggerFactory loggers, CancellationToken token)
    {
        if (await models.FindImageAsync(id, token) is not { } image)
            return Unknown(id);
        if (OriginalFormats.ContentTypeOf(image) is not { } contentType || await images.OpenAsync(image, token) is not { } original)
            return Missing(image, images, loggers);
        SetCaching(response, neverChanges: false);
        return TypedResults.Stream(original.Bytes, contentType, lastModified: original.Modified, entityTag: new EntityTagHeaderValue($"\"{image.Sha256}\""), enableRangeProcessing: true);
    }

    private static async Task<Results<FileContentHttpResult, StatusCodeHttpResult, ProblemHttpResult>> ThumbnailAsync(
        string id,
        ModelChoice models,
        IImageBytes images,
        Thumbnails thumbnails,
        HttpRequest request,
        HttpResponse response,
        ILoggerFactory loggers,
        [Description("The beginning of the digest of the bytes, from a URL in a response: the picture at this URL never changes.")] string? v = null,
        [Description("Longer side in pixels, 16..1024; rounded up to a cached size.")] int size = 320,
        CancellationToken token = default)
    {
        if (size is < 16 or > 1024)
            return TypedResults.Problem($"size is {size}; it must be 16..1024.", statusCode: StatusCodes.Status400BadRequest);
        if (await models.FindImageAsync(id, token) is not { } image)
            return Unknown(id);
        if (OriginalFormats.ContentTypeOf(image) is null || !await images.ContainsAsync(image, token))
            return Missing(image, images, loggers);

        SetCaching(response, image.IsVersion(v));
        response.Headers.Vary = HeaderNames.Accept;
        var kept = Thumbnails.SizeFor(size);
        var format = ThumbnailFormat.For(request.GetTypedHeaders().Accept);
        return TypedResults.File(await thumbnails.GetAsync(image, kept, format, token), format.ContentType, entityTag: new EntityTagHeaderValue($"\"{image.Sha256}-{kept}{format.Extension}\""));
    }

    private static ProblemHttpResult Unknown(string id) =>
        TypedResults.Problem($"There is no indexed image with the id '{id}'.", statusCode: StatusCodes.Status404NotFound);

    private static ProblemHttpResult Missing(ImageItem image, IImageBytes images, ILoggerFactory loggers)
    {
        Log.BytesMissing(loggers.CreateLogger(typeof(ImageEndpoints)), image.ImageId, images.PlaceOf(image) ?? "no path");
        return TypedResults.Problem($"The image '{image.ImageId}' is indexed, but its bytes are missing: run the Worker again.", statusCode: StatusCodes.Status404NotFound);
    }

    // An id may get other bytes in a later run, so caches revalidate, and mostly learn that nothing has changed. An address
    // that names the bytes needs no revalidation.
    private static void SetCaching(HttpResponse response, bool neverChanges)
    {
        response.Headers.CacheControl = neverChanges ? "public, max-age=31536000, immutable" : "public, max-age=60, must-revalidate";
        response.Headers.XContentTypeOptions = "nosniff";
    }
}
