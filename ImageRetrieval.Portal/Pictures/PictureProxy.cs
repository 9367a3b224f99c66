using System.Globalization;
using System.Net;
using ImageRetrieval.Portal.Api;
using ImageRetrieval.ServiceDefaults;
using Microsoft.AspNetCore.Diagnostics;

namespace ImageRetrieval.Portal.Pictures;

/// <summary>Forwards the Api's pictures to the browser, which never talks to the Api itself.</summary>
internal static class PictureProxy
{
    private static readonly string[] s_imageTypes = ["image/jpeg", "image/png", "image/webp", "image/gif", "image/avif"];

    private static readonly string[] s_passedOn = ["If-None-Match", "If-Modified-Since", "If-Range", "Range"];

    internal static void MapPictures(this IEndpointRouteBuilder routes)
    {
        routes.MapPictures("/images/{id}");
        routes.MapPictures("/image");
    }

    // The id is part of the path or of the query, as in ImagePath.
    private static void MapPictures(this IEndpointRouteBuilder routes, string image)
    {
        string[] methods = [HttpMethods.Get, HttpMethods.Head];
        routes.MapMethods(image + "/thumbnail", methods, (string id, int? size, string? v, HttpContext context, ApiClient api) =>
            PassOnAsync(context, api, id, $"thumbnail?size={Math.Clamp(size ?? 320, 16, 1024).ToString(CultureInfo.InvariantCulture)}{Version(v)}")).ExcludeFromTraces();
        routes.MapMethods(image + "/original", methods, (string id, HttpContext context, ApiClient api) =>
            PassOnAsync(context, api, id, "original")).ExcludeFromTraces();
    }

    // With the digest of its bytes in the address, a thumbnail may be cached permanently.
    private static string Version(string? v) => v is { Length: > 0 and <= 64 } && v.All(char.IsAsciiHexDigit) ? "&v=" + v : "";

    private static async Task PassOnAsync(HttpContext context, ApiClient api, string id, string picture)
    {
        var token = context.RequestAborted;
        try
        {
            using var request = new HttpRequestMessage();
            foreach (var name in s_passedOn)
                Copy(context.Request.Headers, request, name);
            using var source = await api.OpenImageAsync(id, picture, request, token);
            await PassOnAsync(context.Response, source, HttpMethods.IsHead(context.Request.Method), token);
        }
        catch (ApiException e) when (!context.Response.HasStarted)
        {
            await RefuseAsync(context.Response, e.Problem == ApiProblem.UnknownImage ? 404 : 502, token);
        }
    }

    private static async Task PassOnAsync(HttpResponse response, HttpResponseMessage source, bool headOnly, CancellationToken token)
    {
        var isPicture = source.IsSuccessStatusCode || source.StatusCode is HttpStatusCode.NotModified or HttpStatusCode.RequestedRangeNotSatisfiable;
        if (!isPicture)
        {
            await RefuseAsync(response, source.StatusCode == HttpStatusCode.NotFound ? 404 : 502, token);
            return;
        }

        response.StatusCode = (int)source.StatusCode;
        response.Headers.ETag = source.Headers.ETag?.ToString();
        response.Headers.CacheControl = source.Headers.CacheControl?.ToString();
        response.Headers.LastModified = source.Content.Headers.LastModified?.ToString("R", CultureInfo.InvariantCulture);
        response.Headers.AcceptRanges = string.Join(", ", source.Headers.AcceptRanges);
        response.Headers.ContentRange = source.Content.Headers.ContentRange?.ToString();
        if (!source.IsSuccessStatusCode)
        {
            // The headers are sufficient; an error page instead of a picture would add nothing.
            if (response.HttpContext.Features.Get<IStatusCodePagesFeature>() is { } pages)
                pages.Enabled = false;
            return;
        }

        // The bytes come from a foreign server: whatever they claim to be, browsers must treat them as a picture only.
        var type = source.Content.Headers.ContentType?.MediaType;
        response.ContentType = s_imageTypes.Contains(type) ? type : "application/octet-stream";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        response.ContentLength = source.Content.Headers.ContentLength;
        if (!headOnly)
            await source.Content.CopyToAsync(response.Body, token);
    }

    private static Task RefuseAsync(HttpResponse response, int status, CancellationToken token)
    {
        response.StatusCode = status;
        response.ContentType = "text/plain; charset=utf-8";
        return response.WriteAsync(status == 404 ? "Picture not found." : "The picture is currently not available.", token);
    }

    private static void Copy(IHeaderDictionary from, HttpRequestMessage to, string name)
    {
        if (from.TryGetValue(name, out var value))
            to.Headers.TryAddWithoutValidation(name, value.ToArray());
    }
}
