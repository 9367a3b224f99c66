namespace ImageRetrieval.Portal.Uploads;

/// <summary><c>GET /uploads/{key}</c>: a picture that a visitor uploaded.</summary>
internal static class UploadEndpoint
{
    internal static void MapUploads(this IEndpointRouteBuilder routes) => routes.MapGet("/uploads/{key}", (string key, HttpResponse response, UploadStore uploads) =>
    {
        if (uploads.Find(key) is not { } picture)
            return Results.StatusCode(StatusCodes.Status410Gone);
        // Foreign bytes: whatever they are, browsers must treat them as a picture only.
        response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        response.Headers.CacheControl = "private, max-age=3600, immutable";
        return Results.Bytes(picture.Bytes, PictureType.Of(picture.Bytes));
    });
}
