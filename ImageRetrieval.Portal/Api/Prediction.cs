using System.Text.Json;
using System.Text.Json.Serialization;

namespace ImageRetrieval.Portal.Api;

/// <summary>The answer of <c>POST /predict</c>. Its list is named after the number that was asked for.</summary>
internal sealed record Prediction(string Model, IReadOnlyList<PredictedImage> Images)
{
    public static Prediction Parse(JsonElement answer, JsonSerializerOptions options)
    {
        var list = answer.EnumerateObject().FirstOrDefault(p =>
            p.Name.StartsWith("top_", StringComparison.Ordinal) && p.Name.EndsWith("_similar_images", StringComparison.Ordinal));
        return new Prediction(
            answer.GetProperty("pretrained_model").GetString() ?? "",
            list.Value.Deserialize<PredictedImage[]>(options) ?? []);
    }
}

internal sealed record PredictedImage([property: JsonConverter(typeof(ImageIdConverter))] string Id, string? Name, double Score);
