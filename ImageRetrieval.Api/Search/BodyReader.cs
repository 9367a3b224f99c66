using System.Text.Json;
using ImageRetrieval.Api.Wire;
using Microsoft.AspNetCore.Http.Features;

namespace ImageRetrieval.Api.Search;

/// <summary>Reads bodies, JSON, MessagePack and multipart forms alike, and says in our words what is wrong with them.</summary>
internal static class BodyReader
{
    private const int MostFiles = 64;

    /// <exception cref="RefusalException">It is no JSON document of that kind, or too large.</exception>
    internal static async Task<TRequest> JsonAsync<TRequest>(HttpRequest request, CancellationToken token)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<TRequest>(request.Body, ApiJson.Strict, token) ?? throw RefusalException.BadRequest("The JSON is null.");
        }
        catch (JsonException error)
        {
            throw ApiJson.Refuse(error);
        }
        catch (BadHttpRequestException error) when (error.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            throw TooLarge(request);
        }
    }

    /// <summary>A document of that kind, as JSON or as MessagePack.</summary>
    /// <param name="request">The request.</param>
    /// <param name="otherwise">Says what to send instead of any other type.</param>
    /// <param name="token">Ends the reading.</param>
    /// <exception cref="RefusalException">It is of another type (415), no document of that kind (400), or too large (413).</exception>
    internal static async Task<TRequest> DocumentAsync<TRequest>(HttpRequest request, string otherwise, CancellationToken token)
    {
        if (request.HasMessagePackContentType())
            return MessagePackWire.Read<TRequest>(await BytesAsync(request, token));
        return request.HasJsonContentType()
            ? await JsonAsync<TRequest>(request, token)
            : throw new RefusalException(StatusCodes.Status415UnsupportedMediaType, otherwise);
    }

    /// <summary>The whole body.</summary>
    /// <exception cref="RefusalException">It is too large.</exception>
    internal static async Task<byte[]> BytesAsync(HttpRequest request, CancellationToken token)
    {
        try
        {
            // A declared length is not believed before the bytes come.
            using var bytes = new MemoryStream();
            await request.Body.CopyToAsync(bytes, token);
            return bytes.ToArray();
        }
        catch (BadHttpRequestException error) when (error.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            throw TooLarge(request);
        }
    }

    /// <exception cref="RefusalException">It is no complete form, or too large.</exception>
    internal static async Task<IFormCollection> FormAsync(HttpRequest request, CancellationToken token)
    {
        try
        {
            return await request.ReadFormAsync(token);
        }
        catch (BadHttpRequestException error) when (error.StatusCode is StatusCodes.Status413PayloadTooLarge)
        {
            throw TooLarge(request);
        }
        catch (InvalidDataException error) when (error.Message.Contains("limit", StringComparison.OrdinalIgnoreCase))
        {
            throw TooLarge(request);
        }
        catch (Exception error) when (error is InvalidDataException or IOException and not BadHttpRequestException)
        {
            throw RefusalException.BadRequest("The request's body is no complete multipart form: a boundary is missing or wrong, or the body is cut off.");
        }
    }

    /// <summary>The file parts by name, in their order; a further part of one name gets a number behind it.</summary>
    internal static async Task<List<(string Name, byte[] Bytes)>> FilesAsync(IFormCollection form, CancellationToken token)
    {
        if (form.Files.Count > MostFiles)
            throw RefusalException.BadRequest($"The request has {form.Files.Count} files; the limit is {MostFiles}.");
        var files = new List<(string Name, byte[] Bytes)>();
        foreach (var file in form.Files)
        {
            var bytes = new byte[file.Length];
            await using var stream = file.OpenReadStream();
            await stream.ReadExactlyAsync(bytes, token);
            var name = file.Name;
            for (var number = 2; files.Exists(other => other.Name == name); number++)
                name = file.Name + number;
            files.Add((name, bytes));
        }
        return files;
    }

    private static RefusalException TooLarge(HttpRequest request) => new(
        StatusCodes.Status413PayloadTooLarge,
        request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize is { } limit
            ? $"The request is too large: the limit is {limit} bytes."
            : "The request is too large.");
}
