using System.Globalization;
using System.Net;
using System.Text.Json;

namespace ImageRetrieval.Evaluation.Predict;

/// <summary>Asks <c>POST /predict</c> of a running Api.</summary>
internal sealed class PredictClient(HttpClient http, Uri api, string? model, int count)
{
    /// <summary>The answer; null when the Api refuses this image.</summary>
    /// <exception cref="EvaluationException">The Api cannot be reached, refuses the request, or answers something else.</exception>
    internal async Task<PredictReply?> AskAsync(string imageId, byte[] image, CancellationToken token)
    {
        using var form = Form(imageId, image);
        try
        {
            using var response = await http.PostAsync(new Uri(api, "/predict"), form, token);
            var body = await response.Content.ReadAsStringAsync(token);
            if (response.StatusCode == HttpStatusCode.OK)
                return Read(body);
            // The contract's words for an image that cannot be decoded.
            if (response.StatusCode == HttpStatusCode.BadRequest && body.Contains("preprocess the image", StringComparison.Ordinal))
                return null;
            throw new EvaluationException($"The Api at {api} answers {(int)response.StatusCode}: {body}");
        }
        catch (HttpRequestException error)
        {
            throw new EvaluationException($"The Api at {api} cannot be asked: {error.Message}", error);
        }
        catch (TaskCanceledException error) when (!token.IsCancellationRequested)
        {
            throw new EvaluationException($"The Api at {api} gave no answer within {http.Timeout.TotalSeconds} s.", error);
        }
    }

    private MultipartFormDataContent Form(string imageId, byte[] image)
    {
        // The Api hides hits of the query's own file name; folders repeat names, so the unique id is sent in its place.
        var form = new MultipartFormDataContent
        {
            { new ByteArrayContent(image), "file", Uri.EscapeDataString(imageId) },
            { new StringContent(count.ToString(CultureInfo.InvariantCulture)), "nb_similar_images" },
            { new StringContent("id,score"), "retrieved_ref" },
            { new StringContent("true"), "ignore_duplicate" },
        };
        if (model is not null)
            form.Add(new StringContent(model), "model_name");
        return form;
    }

    /// <exception cref="EvaluationException">The body is not a response of /predict.</exception>
    internal static PredictReply Read(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var model = json.RootElement.GetProperty("pretrained_model").GetString() ?? "";
            var list = json.RootElement.EnumerateObject().First(property => property.Name.EndsWith("_similar_images", StringComparison.Ordinal)).Value;
            return new PredictReply(model, [.. list.EnumerateArray().Select(hit => (IdOf(hit.GetProperty("id")), hit.GetProperty("score").GetDouble()))]);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new EvaluationException($"The Api's answer is not that of /predict: {body[..Math.Min(200, body.Length)]}", error);
        }
    }

    private static string IdOf(JsonElement id) => id.ValueKind == JsonValueKind.Number ? id.GetRawText() : id.GetString() ?? "";
}
