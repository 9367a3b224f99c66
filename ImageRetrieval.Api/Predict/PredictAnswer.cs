using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using ImageRetrieval.Api.Search;

namespace ImageRetrieval.Api.Predict;

/// <summary>
/// <c>{"pretrained_model":"resnet50","top_3_similar_images":[{"id":1,"name":"a.jpg","score":0.5}]}</c>: the key holds the
/// requested number, items hold the requested fields, always in the order id, name, score.
/// </summary>
internal sealed class PredictAnswer(string model, int count, IReadOnlyList<string> fields, IReadOnlyList<PredictHit> hits) : IResult
{
    // The answer is JSON, never HTML: names in any script stay readable.
    private static readonly JsonWriterOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, s_json))
            Write(json);
        httpContext.Response.ContentType = "application/json";
        httpContext.Response.ContentLength = buffer.WrittenCount;
        await httpContext.Response.BodyWriter.WriteAsync(buffer.WrittenMemory, httpContext.RequestAborted);
    }

    private void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("pretrained_model", model);
        json.WriteStartArray($"top_{count}_similar_images");
        foreach (var hit in hits)
        {
            json.WriteStartObject();
            foreach (var field in fields)
                WriteField(json, field, hit);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteField(Utf8JsonWriter json, string field, PredictHit hit)
    {
        switch (field)
        {
            case "id" when ImageIds.AsInteger(hit.ImageId) is { } id: json.WriteNumber("id", id); break;
            case "id": json.WriteString("id", hit.ImageId); break;
            case "name": json.WriteString("name", hit.Name); break;
            // Widened to double before it is printed, as clients expect it: 0.27253270149230957, not 0.2725327.
            default: json.WriteNumber("score", (double)hit.Score); break;
        }
    }
}
