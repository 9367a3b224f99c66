using System.IO.Compression;
using ImageRetrieval.LocalHosting.Telemetry.Otlp;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace ImageRetrieval.LocalHosting.Telemetry;

/// <summary>OTLP over HTTP: <c>POST /otlp/v1/traces</c>, <c>logs</c> and <c>metrics</c>, protobuf, plain or gzip.</summary>
internal static class OtlpEndpoints
{
    /// <summary>What the resources get as OTEL_EXPORTER_OTLP_ENDPOINT, after the dashboard's address.</summary>
    public const string Path = "/otlp";

    private const int MaximumBytes = 32 * 1024 * 1024;
    private const string Protobuf = "application/x-protobuf";

    public static void MapOtlp(this IEndpointRouteBuilder app)
    {
        foreach (var signal in Enum.GetValues<TelemetrySignal>())
        {
            app.MapPost($"{Path}/v1/{signal}".ToLowerInvariant(), (HttpContext context, TelemetryStore store, TelemetryJournal journal) =>
                ReceiveAsync(signal, context, store, journal));
        }
    }

    private static async Task<Results<ContentHttpResult, ProblemHttpResult>> ReceiveAsync(
        TelemetrySignal signal, HttpContext context, TelemetryStore store, TelemetryJournal journal)
    {
        var request = context.Request;
        if (request.ContentType?.Split(';')[0].Trim() != Protobuf)
            return Problem(StatusCodes.Status415UnsupportedMediaType, $"The content type is '{request.ContentType}'; send {Protobuf} (OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf).");
        var encoding = request.Headers.ContentEncoding.ToString();
        if (encoding is not ("" or "identity" or "gzip"))
            return Problem(StatusCodes.Status415UnsupportedMediaType, $"The content encoding is '{encoding}'; send gzip or none.");
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = MaximumBytes;
        try
        {
            using var body = await ReadAsync(request, encoding == "gzip", context.RequestAborted).ConfigureAwait(false);
            var bytes = body.Bytes;
            if (store.Add(signal, bytes) is { } sender)
                journal.Write(signal, sender, bytes);
            // An empty message: everything was taken.
            return TypedResults.Text("", Protobuf);
        }
        catch (Exception exception) when (exception is OtlpFormatException or InvalidDataException)
        {
            return Problem(StatusCodes.Status400BadRequest, $"The body is no OTLP message of {signal}: {exception.Message}");
        }
        catch (BodyTooLargeException)
        {
            return Problem(StatusCodes.Status413PayloadTooLarge, $"The body has more than {MaximumBytes} bytes: send smaller batches.");
        }
    }

    private static async Task<PooledBody> ReadAsync(HttpRequest request, bool isPacked, CancellationToken token)
    {
        await using var unpacked = isPacked ? new GZipStream(request.Body, CompressionMode.Decompress, leaveOpen: true) : null;
        Stream source = unpacked is null ? request.Body : unpacked;
        var body = new PooledBody(isPacked ? 64 * 1024 : (int)Math.Min(request.ContentLength ?? 16 * 1024, MaximumBytes));
        try
        {
            int count;
            while ((count = await source.ReadAsync(body.Room(), token).ConfigureAwait(false)) > 0)
            {
                // A small gzip can hold gigabytes.
                if (body.Length + count > MaximumBytes)
                    throw new BodyTooLargeException();
                body.Advance(count);
            }

            return body;
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    private static ProblemHttpResult Problem(int status, string detail) => TypedResults.Problem(detail, statusCode: status);

    private sealed class BodyTooLargeException : Exception;
}
