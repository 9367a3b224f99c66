using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;

namespace ImageRetrieval.Api.Search;

/// <summary>Reads bodies, JSON and multipart forms alike, and says in our words what is wrong with them.</summary>
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
