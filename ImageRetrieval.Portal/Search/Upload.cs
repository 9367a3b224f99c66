using ImageRetrieval.Portal.Api;

namespace ImageRetrieval.Portal.Search;

/// <summary>Reads the search form. Done by hand, because model binding hides that a picture was too large.</summary>
internal static class Upload
{
    public static async Task<SearchRequest> ReadAsync(HttpRequest request, PortalOptions options, CancellationToken cancellationToken)
    {
        if (!request.HasFormContentType)
            throw new ApiException(ApiProblem.NoPicture);
        try
        {
            var form = await request.ReadFormAsync(cancellationToken);
            var file = form.Files["file"];
            if (file is null || file.Length == 0)
                return SearchRequest.From(form, picture: null);
            if (file.Length > options.MaxUploadBytes)
                throw new ApiException(ApiProblem.TooLarge);

            var bytes = new byte[file.Length];
            await using var stream = file.OpenReadStream();
            await stream.ReadExactlyAsync(bytes, cancellationToken);
            return SearchRequest.From(form, new QueryPicture(bytes, file.FileName));
        }
        catch (Exception e) when (e is InvalidDataException or BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge })
        {
            // The form reader and Kestrel each have a limit; either may stop first.
            throw new ApiException(ApiProblem.TooLarge, inner: e);
        }
    }
}
