using System.Text;
using System.Text.Json;
using ImageRetrieval.Api.Wire;
using ImageRetrieval.ServiceDefaults.Text;
using Microsoft.Net.Http.Headers;

namespace ImageRetrieval.Api.Search;

/// <summary>Reads bodies, JSON, MessagePack and multipart forms alike, and reports in our own words what is wrong with them.</summary>
internal static class BodyReader
{
    private const int MostFiles = 64;

    /// <exception cref="RefusalException">It is not a JSON document of that kind, or it is too large.</exception>
    internal static async Task<TRequest> JsonAsync<TRequest>(HttpRequest request, CancellationToken token)
    {
        BodyFaults.RequireUnpacked(request);
        await using var transcoded = EncodingOf(request) is { } encoding ? Encoding.CreateTranscodingStream(request.Body, encoding, Encoding.UTF8, leaveOpen: true) : null;
        var text = transcoded ?? request.Body;
        try
        {
            return await JsonSerializer.DeserializeAsync<TRequest>(text, ApiJson.Strict, token) ?? throw RefusalException.BadRequest("The JSON is null.");
        }
        catch (JsonException error)
        {
            throw ApiJson.Refuse(error);
        }
        catch (DecoderFallbackException)
        {
            throw RefusalException.BadRequest("The body is not text in the charset given in Content-Type.");
        }
        catch (Exception error) when (BodyFaults.Is(error))
        {
            throw BodyFaults.Refuse(error, request);
        }
    }

    /// <summary>A document of that kind, as JSON or as MessagePack.</summary>
    /// <param name="request">The request.</param>
    /// <param name="otherwise">The message for any other type: what to send instead.</param>
    /// <param name="token">Ends the reading.</param>
    /// <exception cref="RefusalException">It is of another type (415), not a document of that kind (400), or too large (413).</exception>
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
        BodyFaults.RequireUnpacked(request);
        try
        {
            // A declared length is not trusted before the bytes arrive.
            using var bytes = new MemoryStream();
            await request.Body.CopyToAsync(bytes, token);
            return bytes.ToArray();
        }
        catch (Exception error) when (BodyFaults.Is(error))
        {
            throw BodyFaults.Refuse(error, request);
        }
    }

    /// <exception cref="RefusalException">It is not a complete form, or it is too large.</exception>
    internal static async Task<IFormCollection> FormAsync(HttpRequest request, CancellationToken token)
    {
        BodyFaults.RequireUnpacked(request);
        try
        {
            return await request.ReadFormAsync(token);
        }
        catch (BadHttpRequestException error)
        {
            throw BodyFaults.Refuse(error, request);
        }
        catch (Exception error) when (error is InvalidDataException or IOException or FormatException or ArgumentException)
        {
            var (status, sentence) = FormFaults.Of(error);
            throw new RefusalException(status, sentence);
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

    /// <summary>Rejects an unknown field. A picture whose part has no file name looks like one.</summary>
    internal static RefusalException UnknownField(string name, IEnumerable<string> known) => RefusalException.BadRequest(
        $"There is no field '{Shortened.To(name, 50)}'; the fields are {string.Join(", ", known)}, and files. The part of a file has a file name: filename=\"photo.jpg\" in its Content-Disposition.");

    // Null for UTF-8, which the JSON reader reads directly.
    private static Encoding? EncodingOf(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.Charset.HasValue)
            return null;
        var name = HeaderUtilities.RemoveQuotes(type.Charset).ToString();
        try
        {
            var encoding = Encoding.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
            return encoding.CodePage is 65001 or 20127 ? null : encoding;
        }
        catch (ArgumentException)
        {
            throw new RefusalException(StatusCodes.Status415UnsupportedMediaType, $"The charset '{Shortened.To(name, 50)}' is not supported: send the JSON as UTF-8.");
        }
    }
}
