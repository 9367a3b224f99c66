using System.Net;
using System.Text.Json;

namespace ImageRetrieval.Portal.Api;

/// <summary>Reads the Api's error bodies: <c>{"detail":{"error"}}</c>, <c>{"error"}</c>, <c>{"detail":[{"msg"}]}</c> and problem+json.</summary>
internal static class ApiErrors
{
    private const int MaxBodyCharacters = 8 * 1024;

    public static async Task<ApiException> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        var (message, isDetail) = Message(body.Length <= MaxBodyCharacters ? body : "");
        var problem = response.StatusCode switch
        {
            HttpStatusCode.ServiceUnavailable when message is not null => ApiProblem.IndexBuilding,
            HttpStatusCode.ServiceUnavailable or HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout => ApiProblem.Down,
            HttpStatusCode.RequestEntityTooLarge => ApiProblem.TooLarge,
            HttpStatusCode.NotFound => ApiProblem.UnknownImage,
            HttpStatusCode.BadRequest when message is not null && !isDetail => ApiProblem.NotAPicture,
            HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity => ApiProblem.Refused,
            _ => ApiProblem.Failed,
        };
        return new ApiException(problem, message);
    }

    private static (string? Message, bool IsDetail) Message(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var root = json.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                return (null, false);
            if (root.TryGetProperty("error", out var error))
                return (Text(error), false);
            if (!root.TryGetProperty("detail", out var detail))
                return (root.TryGetProperty("title", out var title) ? Text(title) : null, true);
            return (detail.ValueKind switch
            {
                JsonValueKind.Object when detail.TryGetProperty("error", out var inner) => Text(inner),
                JsonValueKind.Array => string.Join(" ", detail.EnumerateArray().Select(d => d.ValueKind == JsonValueKind.Object && d.TryGetProperty("msg", out var msg) ? Text(msg) : null).OfType<string>()),
                _ => Text(detail),
            }, true);
        }
        catch (JsonException)
        {
            return (null, false);
        }
    }

    private static string? Text(JsonElement element) => element.ValueKind == JsonValueKind.String ? element.GetString() : null;
}
