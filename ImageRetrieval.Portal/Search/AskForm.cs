using ImageRetrieval.Portal.Api;
using ImageRetrieval.Portal.Uploads;

namespace ImageRetrieval.Portal.Search;

/// <summary>Reads the search form. Done by hand, because model binding hides that a picture was too large.</summary>
internal sealed class AskForm(UploadStore uploads)
{
    /// <summary>The request with the new picture in it, alone or, with <c>add</c>, beside the others.</summary>
    /// <exception cref="ApiException">A picture is too large, or there is none.</exception>
    public async Task<SearchRequest> ReadAsync(HttpRequest request, PortalOptions options, CancellationToken cancellationToken)
    {
        if (!request.HasFormContentType)
            throw new ApiException(ApiProblem.NoPicture);
        var form = await FormAsync(request, cancellationToken);
        var asked = SearchRequest.From(form);
        var parts = new List<QueryPart>();
        if (TextPart(form["text"].ToString().Trim()) is { } named)
            parts.Add(named);
        foreach (var file in form.Files.GetFiles("file").Where(file => file.Length > 0).Take(SearchRequest.MaxParts))
        {
            if (file.Length > options.MaxUploadBytes)
                throw new ApiException(ApiProblem.TooLarge);
            parts.Add(new QueryPart(PartKind.Upload, uploads.Add(await PictureAsync(file, cancellationToken))));
        }
        if (parts.Count == 0)
            return asked.IsAsked ? asked : throw new ApiException(ApiProblem.NoPicture);
        return asked with { Parts = [.. (form["add"] == "1" ? asked.Parts : []).Concat(parts).TakeLast(SearchRequest.MaxParts)] };
    }

    /// <summary>What somebody typed: a web address or the id of a picture of the collection.</summary>
    private static QueryPart? TextPart(string text) => text.Length == 0 ? null
        : text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
            ? new QueryPart(PartKind.Url, text)
            : new QueryPart(PartKind.Id, text);

    private static async Task<IFormCollection> FormAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await request.ReadFormAsync(cancellationToken);
        }
        catch (Exception e) when (e is InvalidDataException or BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge })
        {
            // The form reader and Kestrel each have a limit; either may stop first.
            throw new ApiException(ApiProblem.TooLarge, inner: e);
        }
    }

    private static async Task<QueryPicture> PictureAsync(IFormFile file, CancellationToken cancellationToken)
    {
        var bytes = new byte[file.Length];
        await using var stream = file.OpenReadStream();
        await stream.ReadExactlyAsync(bytes, cancellationToken);
        return new QueryPicture(bytes, file.FileName);
    }
}
