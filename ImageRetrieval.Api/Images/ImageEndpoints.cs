using System.ComponentModel;
using ImageRetrieval.Api.Index;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace ImageRetrieval.Api.Images;

/// <summary><c>/v1/images</c>: what is indexed, and its bytes.</summary>
internal static class ImageEndpoints
{
    private const int MostPerPage = 200;

    internal static void MapImages(this IEndpointRouteBuilder routes)
    {
        var images = routes.MapGroup("/v1/images").WithTags("images");
        images.MapGet("", List).WithSummary("The indexed images, a page at a time, or a sample spread over all of them.");
        images.MapGet("/{id}", One).WithSummary("One indexed image.");
        images.MapGet("/{id}/thumbnail", Thumbnail).WithSummary("A small WebP of an indexed image.");
        images.MapGet("/{id}/original", Original).WithSummary("The bytes of an indexed image as they were downloaded.");
    }

    private static Results<Ok<ImageList>, ProblemHttpResult> List(
        LiveIndex index,
        [Description("Images to return, 1..200.")] int limit = 50,
        [Description("Images to skip.")] int offset = 0,
        [Description("Take the images evenly from the whole collection.")] bool spread = false)
    {
        if (limit is < 1 or > MostPerPage || offset < 0)
            return TypedResults.Problem($"limit is {limit} and offset {offset}; limit must be 1..{MostPerPage}, offset 0 or more.", statusCode: StatusCodes.Status400BadRequest);

        using var lease = index.AcquireAny();
        if (lease is null)
            return TypedResults.Ok(new ImageList(0, []));
        var snapshot = lease.Snapshot;
        var items = spread
            ? Enumerable.Range(0, Math.Min(limit, snapshot.Count)).Select(i => snapshot.GetItem((int)((long)i * snapshot.Count / Math.Min(limit, snapshot.Count))))
            : snapshot.GetItems(offset, limit);
        return TypedResults.Ok(new ImageList(snapshot.Count, [.. items.Select(item => IndexedImage.From(item).ToAnswer())]));
    }

    private static Results<Ok<ImageAnswer>, ProblemHttpResult> One(string id, LiveIndex index) =>
        Find(index, id) is { } image ? TypedResults.Ok(image.ToAnswer()) : Unknown(id);

    private static Results<PhysicalFileHttpResult, StatusCodeHttpResult, ProblemHttpResult> Original(string id, LiveIndex index, ImageBytes bytes, HttpResponse response, ILoggerFactory loggers)
    {
        if (Find(index, id) is not { } image)
            return Unknown(id);
        if (bytes.Original(image) is not { } original || !File.Exists(original.Path))
            return Missing(image, bytes, loggers);
        SetCaching(response);
        return TypedResults.PhysicalFile(original.Path, original.ContentType, entityTag: new EntityTagHeaderValue($"\"{image.Sha256}\""), enableRangeProcessing: true);
    }

    private static Results<FileContentHttpResult, StatusCodeHttpResult, ProblemHttpResult> Thumbnail(
        string id,
        LiveIndex index,
        ImageBytes bytes,
        HttpResponse response,
        ILoggerFactory loggers,
        [Description("Longer side in pixels, 16..1024; rounded up to a kept size.")] int size = 320)
    {
        if (size is < 16 or > 1024)
            return TypedResults.Problem($"size is {size}; it must be 16..1024.", statusCode: StatusCodes.Status400BadRequest);
        if (Find(index, id) is not { } image)
            return Unknown(id);
        if (bytes.Original(image) is not { } original || !File.Exists(original.Path))
            return Missing(image, bytes, loggers);

        SetCaching(response);
        var kept = ImageBytes.SizeFor(size);
        return TypedResults.File(bytes.Thumbnail(image, original.Path, kept), "image/webp", entityTag: new EntityTagHeaderValue($"\"{image.Sha256}-{kept}\""));
    }

    private static IndexedImage? Find(LiveIndex index, string routeId)
    {
        // Routing leaves an encoded slash as it is, and an id may hold one.
        var id = routeId.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        foreach (var model in index.Ready)
        {
            using var lease = index.Acquire(model);
            if (lease is not null && lease.Snapshot.TryGetItem(id, out var item))
                return IndexedImage.From(item);
        }
        return null;
    }

    private static ProblemHttpResult Unknown(string id) =>
        TypedResults.Problem($"There is no indexed image with the id '{id}'.", statusCode: StatusCodes.Status404NotFound);

    private static ProblemHttpResult Missing(IndexedImage image, ImageBytes bytes, ILoggerFactory loggers)
    {
        Log.BytesMissing(loggers.CreateLogger(typeof(ImageEndpoints)), image.ImageId, bytes.Original(image)?.Path ?? "no path");
        return TypedResults.Problem($"The image '{image.ImageId}' is indexed, but its bytes are gone: run the Worker again.", statusCode: StatusCodes.Status404NotFound);
    }

    // An id may get other bytes by a later run, so caches ask again, and mostly hear that nothing has changed.
    private static void SetCaching(HttpResponse response)
    {
        response.Headers.CacheControl = "public, max-age=60, must-revalidate";
        response.Headers.XContentTypeOptions = "nosniff";
    }
}
