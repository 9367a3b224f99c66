using System.Globalization;
using System.Net;
using ImageRetrieval.Portal.Api;
using ImageRetrieval.Portal.Pages;
using ImageRetrieval.Portal.Search;
using ImageRetrieval.ServiceDefaults;
using Microsoft.AspNetCore.Diagnostics;

namespace ImageRetrieval.Portal.Maps;

/// <summary><c>GET /map/data</c>: the places of all pictures, as the Api sends them; <c>GET /map/picture</c>: what the map shows of one.</summary>
internal static class MapEndpoints
{
    private const int CardPixels = 320;

    public static void MapMaps(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/map/data", DataAsync).ExcludeFromTraces();
        routes.MapGet("/map/picture", PictureAsync).ExcludeFromTraces();
    }

    // As it is, compressed or not: the Portal neither reads nor copies it.
    private static async Task DataAsync(HttpContext context, ApiClient api)
    {
        var (request, response, token) = (context.Request, context.Response, context.RequestAborted);
        try
        {
            using var asked = new HttpRequestMessage();
            foreach (var name in (string[])["If-None-Match", "Accept-Encoding"])
                asked.Headers.TryAddWithoutValidation(name, request.Headers[name].ToArray());
            using var source = await api.OpenMapAsync(MapQuery.From(request.Query).ToApiQuery(points: true), asked, token);
            response.StatusCode = source.IsSuccessStatusCode || source.StatusCode is HttpStatusCode.NotModified or HttpStatusCode.BadRequest ? (int)source.StatusCode : StatusCodes.Status503ServiceUnavailable;
            if (context.Features.Get<IStatusCodePagesFeature>() is { } pages)
                pages.Enabled = false;
            response.Headers.ETag = source.Headers.ETag?.ToString();
            response.Headers.Vary = "Accept-Encoding";
            response.Headers.CacheControl = "private, no-cache";
            if (!source.IsSuccessStatusCode)
                return;
            response.ContentType = "application/json";
            response.Headers.ContentEncoding = string.Join(", ", source.Content.Headers.ContentEncoding);
            response.ContentLength = source.Content.Headers.ContentLength;
            await source.Content.CopyToAsync(response.Body, token);
        }
        catch (ApiException) when (!response.HasStarted)
        {
            response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        }
    }

    private static async Task<IResult> PictureAsync(string? id, string? model, HttpContext context, ApiClient api, PictureTitles titles)
    {
        var (image, problem) = await ApiAttempt.Of(() => api.GetImageAsync(id ?? "", context.RequestAborted));
        context.Response.Headers.CacheControl = "private, max-age=60";
        if (image is null)
            return Results.StatusCode(problem?.Problem == ApiProblem.UnknownImage ? StatusCodes.Status404NotFound : StatusCodes.Status503ServiceUnavailable);
        return Results.Json(new
        {
            Title = titles.Of(image),
            Detail = titles.DetailOf(image),
            Facts = image.Columns.Take(6).Select(column => new[] { column.Key, column.Value }),
            Thumbnail = image.ThumbnailAddress(CardPixels),
            Ratio = ((image.Width ?? 4d) / Math.Max(1, image.Height ?? 3)).ToString("0.###", CultureInfo.InvariantCulture),
            Original = image.OriginalAddress,
            Search = new PortalSearch { Parts = [new SearchPart(PartKind.Id, image.Id)], Model = model }.ToAddress(),
        });
    }
}
