using ImageRetrieval.ServiceDefaults.Text;
using Microsoft.AspNetCore.Http.Features;

namespace ImageRetrieval.Api.Search;

/// <summary>What went wrong while the bytes of a body came, in our words.</summary>
internal static class BodyFaults
{
    /// <summary>Whether this is an error of the body, and not ours.</summary>
    internal static bool Is(Exception error) => error is BadHttpRequestException or InvalidDataException or IOException and not (FileNotFoundException or DirectoryNotFoundException);

    internal static RefusalException Refuse(Exception error, HttpRequest request) => error switch
    {
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => TooLarge(request),
        BadHttpRequestException { StatusCode: StatusCodes.Status408RequestTimeout } => new(StatusCodes.Status408RequestTimeout, "The request's body was received too slowly."),
        InvalidDataException => RefusalException.BadRequest($"The body cannot be decompressed: it is damaged, truncated, or does not match its Content-Encoding."),
        _ => RefusalException.BadRequest("The request's body could not be read: it is truncated, or its chunks are invalid."),
    };

    internal static RefusalException TooLarge(HttpRequest request) => new(
        StatusCodes.Status413PayloadTooLarge,
        request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize is { } limit
            ? $"The request is too large: the limit is {limit} bytes."
            : "The request is too large.");

    /// <summary>Refuses bodies that are packed in a way that nothing here unpacks.</summary>
    /// <exception cref="RefusalException">There is such a coding (415).</exception>
    internal static void RequireUnpacked(HttpRequest request)
    {
        // Known codings have been decompressed, and their header has been removed.
        var coding = request.Headers.ContentEncoding.ToString();
        if (coding.Length > 0 && !coding.Equals("identity", StringComparison.OrdinalIgnoreCase))
            throw new RefusalException(StatusCodes.Status415UnsupportedMediaType, $"The body has the Content-Encoding '{Shortened.To(coding, 50)}'; send it uncompressed, or as br, deflate or gzip.");
    }
}
