using System.Buffers;
using System.IO.Compression;
using System.Reflection;
using System.Text.Json;
using ImageRetrieval.Api.Wire;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Net.Http.Headers;

namespace ImageRetrieval.Api.Maps;

/// <summary>
/// A map as JSON or MessagePack, compressed where the client accepts it, and not at all when the client has it already: its version
/// changes with the map and with the snapshot alone.
/// </summary>
internal sealed class MapResult(string version, MapAnswer answer) : IResult, IEndpointMetadataProvider
{
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(MapAnswer), [WireFormats.Json, WireFormats.MessagePack]));

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (request, response) = (httpContext.Request, httpContext.Response);
        var (isMessagePack, isGzip) = (WireFormats.WantsMessagePack(request), AcceptsGzip(request));
        var tag = new EntityTagHeaderValue($"\"{version}{(isMessagePack ? "-msgpack" : "")}{(isGzip ? "-gzip" : "")}\"");
        response.Headers.Append(HeaderNames.Vary, $"{HeaderNames.Accept}, {HeaderNames.AcceptEncoding}");
        response.Headers.ETag = tag.ToString();
        response.Headers.CacheControl = "no-cache";
        if (request.GetTypedHeaders().IfNoneMatch.Any(known => known.Equals(EntityTagHeaderValue.Any) || known.Compare(tag, useStrongComparison: false)))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        // Whole before the first byte is sent, so that its length is known and a failure is still a status.
        var body = Compressed(Written(isMessagePack), isGzip);
        response.ContentType = isMessagePack ? WireFormats.MessagePack : WireFormats.Json;
        response.ContentLength = body.Length;
        if (isGzip)
            response.Headers.ContentEncoding = "gzip";
        if (!HttpMethods.IsHead(request.Method))
            await response.Body.WriteAsync(body, httpContext.RequestAborted);
    }

    private ReadOnlyMemory<byte> Written(bool isMessagePack)
    {
        if (!isMessagePack)
            return JsonSerializer.SerializeToUtf8Bytes(answer, JsonSerializerOptions.Web);
        var bytes = new ArrayBufferWriter<byte>();
        MessagePackWire.Write(bytes, answer);
        return bytes.WrittenMemory;
    }

    private static ReadOnlyMemory<byte> Compressed(ReadOnlyMemory<byte> body, bool isGzip)
    {
        if (!isGzip)
            return body;
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(body.Span);
        return compressed.GetBuffer().AsMemory(0, (int)compressed.Length);
    }

    private static bool AcceptsGzip(HttpRequest request) =>
        request.GetTypedHeaders().AcceptEncoding.Any(encoding => encoding.Value.Equals("gzip", StringComparison.OrdinalIgnoreCase) && encoding.Quality is not 0);
}
