using System.Buffers;
using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Net.Http.Headers;

namespace ImageRetrieval.Api.Wire;

/// <summary>An answer with status 200, as JSON or as MessagePack, as the client requests.</summary>
internal sealed class Negotiated<TAnswer>(TAnswer answer) : IResult, IEndpointMetadataProvider
    where TAnswer : notnull
{
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(TAnswer), [WireFormats.Json, WireFormats.MessagePack]));

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);
        if (!WireFormats.WantsMessagePack(httpContext.Request))
        {
            await TypedResults.Ok(answer).ExecuteAsync(httpContext);
            return;
        }
        // Whole before the first byte is sent, so that its length is known and a failure is still a status.
        var bytes = new ArrayBufferWriter<byte>();
        MessagePackWire.Write(bytes, answer);
        response.ContentType = WireFormats.MessagePack;
        response.ContentLength = bytes.WrittenCount;
        await response.Body.WriteAsync(bytes.WrittenMemory, httpContext.RequestAborted);
    }
}
