using System.Globalization;
using ImageRetrieval.Portal.Api;
using ImageRetrieval.Portal.Forms;
using ImageRetrieval.Portal.Uploads;
using Microsoft.Extensions.Primitives;

namespace ImageRetrieval.Portal.Search;

/// <summary>Reads the search form. Model binding is not used, because it hides that a picture was too large.</summary>
internal sealed class SearchFormReader(UploadStore uploads, NamedPictures named)
{
    /// <summary>
    /// The search with the new pictures, alone or, with <c>add</c>, in addition to the others; or, with <c>again</c>, in the
    /// place of expired ones: the first file replaces the part at the first position that <c>again</c> names, from 0, and so on.
    /// </summary>
    /// <exception cref="ApiException">A picture is too large or an empty file, or there is none.</exception>
    /// <exception cref="RefusedFormException">The form cannot be read.</exception>
    internal async Task<PortalSearch> ReadAsync(HttpRequest request, PortalOptions options, CancellationToken token)
    {
        if (!request.HasFormContentType)
            throw new ApiException(ApiProblem.NoPicture);
        var form = await FormAsync(request);
        var asked = PortalSearch.From(form);
        var files = await KeepAsync(form, options, token);
        if (form.ContainsKey("again") && files.Count > 0)
            return asked with { Parts = Replaced(asked.Parts, form["again"], files) };
        var parts = new List<SearchPart>();
        var text = form["text"].ToString().Trim();
        if (text.Length > 0)
        {
            if (await named.PartAsync(text, asked.Model, token) is { } part)
                parts.Add(part);
            else
                return asked with { Parts = form["add"] == "1" ? asked.Parts : [], Find = text };
        }
        parts.AddRange(files.Select(key => new SearchPart(PartKind.Upload, key)));
        if (parts.Count == 0)
            return asked.IsAsked ? asked : throw new ApiException(ApiProblem.NoPicture);
        return asked with { Find = null, Parts = [.. (form["add"] == "1" ? asked.Parts : []).Concat(parts).TakeLast(PortalSearch.MaxParts)] };
    }

    /// <summary>Keeps the files of the form; returns their keys.</summary>
    private async Task<IReadOnlyList<string>> KeepAsync(IFormCollection form, PortalOptions options, CancellationToken token)
    {
        var keys = new List<string>();
        foreach (var file in form.Files.GetFiles("file").Where(file => file.FileName.Length > 0).Take(PortalSearch.MaxParts))
        {
            if (file.Length == 0)
                throw new ApiException(ApiProblem.NotAPicture);
            if (file.Length > options.MaxUploadBytes)
                throw new ApiException(ApiProblem.TooLarge);
            keys.Add(uploads.Add(await PictureAsync(file, token)));
        }
        return keys;
    }

    // Weight and crop are kept: it is the same picture under a new key.
    private static SearchPart[] Replaced(IReadOnlyList<SearchPart> parts, StringValues places, IReadOnlyList<string> keys)
    {
        var replaced = parts.ToArray();
        foreach (var (place, key) in places.Zip(keys))
        {
            if (int.TryParse(place, NumberStyles.None, CultureInfo.InvariantCulture, out var i) && i < replaced.Length && replaced[i].Kind == PartKind.Upload)
                replaced[i] = replaced[i] with { Value = key };
        }
        return replaced;
    }

    private static async Task<IFormCollection> FormAsync(HttpRequest request)
    {
        try
        {
            return await PostedForm.ReadAsync(request);
        }
        catch (RefusedFormException e) when (e.Status == StatusCodes.Status413PayloadTooLarge)
        {
            throw new ApiException(ApiProblem.TooLarge, inner: e);
        }
    }

    private static async Task<UploadedPicture> PictureAsync(IFormFile file, CancellationToken token)
    {
        var bytes = new byte[file.Length];
        await using var stream = file.OpenReadStream();
        await stream.ReadExactlyAsync(bytes, token);
        return new UploadedPicture(bytes);
    }
}
