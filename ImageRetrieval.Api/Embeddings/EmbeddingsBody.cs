using ImageRetrieval.Api.Search;
using Microsoft.Net.Http.Headers;

namespace ImageRetrieval.Api.Embeddings;

/// <summary>Reads the body of <c>POST /v1/embeddings</c>: JSON, MessagePack, a form with files, or the bytes of one image.</summary>
internal static class EmbeddingsBody
{
    private static readonly string[] s_fields = ["model", "encodingFormat"];

    /// <param name="request">The request.</param>
    /// <param name="model">The model that the address names, for the bytes of an image alone.</param>
    /// <param name="encodingFormat">The format that the address names, for the same.</param>
    /// <param name="token">Ends the reading.</param>
    /// <exception cref="RefusalException">The body is of another type (415), too large (413), or invalid (400).</exception>
    internal static async Task<EmbeddingsRequest> ReadAsync(HttpRequest request, string? model, string? encodingFormat, CancellationToken token)
    {
        if (IsImage(request))
        {
            var image = await BodyReader.BytesAsync(request, token);
            return new EmbeddingsRequest { Model = model, Images = [image], EncodingFormat = encodingFormat ?? EmbeddingsRequest.Floats };
        }
        if (model is not null || encodingFormat is not null)
            throw RefusalException.BadRequest("model and encodingFormat are query parameters only when the body is a single image: put them in the body.");
        if (request.HasFormContentType)
            return await FormAsync(request, token);
        return await BodyReader.DocumentAsync<EmbeddingsRequest>(request, "Send an image, multipart/form-data with files, application/json or application/x-msgpack.", token);
    }

    private static async Task<EmbeddingsRequest> FormAsync(HttpRequest request, CancellationToken token)
    {
        var form = await BodyReader.FormAsync(request, token);
        if (form.Keys.FirstOrDefault(key => !s_fields.Contains(key)) is { } unknown)
            throw BodyReader.UnknownField(unknown, s_fields);
        var files = await BodyReader.FilesAsync(form, token);
        return new EmbeddingsRequest
        {
            Model = Text(form, "model"),
            Images = [.. files.Select(file => file.Bytes)],
            EncodingFormat = Text(form, "encodingFormat") ?? EmbeddingsRequest.Floats,
        };
    }

    private static string? Text(IFormCollection form, string key) => form.TryGetValue(key, out var values) && values.ToString().Trim() is { Length: > 0 } text ? text : null;

    // The bytes decide the format: the subtype is not trusted.
    private static bool IsImage(HttpRequest request) => MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && (type.Type.Equals("image", StringComparison.OrdinalIgnoreCase) || type.MediaType.Equals("application/octet-stream", StringComparison.OrdinalIgnoreCase));
}
