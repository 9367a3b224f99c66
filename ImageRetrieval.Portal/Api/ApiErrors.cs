using System.Net;
using System.Text.Json;

namespace ImageRetrieval.Portal.Api;

/// <summary>Reads the Api's <c>application/problem+json</c>: its status, its detail, and its code where the status alone is ambiguous.</summary>
internal static class ApiErrors
{
    private const int MaxBodyCharacters = 8 * 1024;

    internal static async Task<ApiException> ReadAsync(HttpResponseMessage response, CancellationToken token)
    {
        var body = await response.Content.ReadAsStringAsync(token);
        var (code, detail) = Parse(body.Length <= MaxBodyCharacters ? body : "");
        return new ApiException(ProblemOf(response.StatusCode, code, detail), detail);
    }

    private static ApiProblem ProblemOf(HttpStatusCode status, string? code, string? detail) => status switch
    {
        HttpStatusCode.ServiceUnavailable when detail is not null => ApiProblem.Busy,
        HttpStatusCode.ServiceUnavailable or HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout => ApiProblem.Down,
        HttpStatusCode.TooManyRequests => ApiProblem.Busy,
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => ApiProblem.Forbidden,
        HttpStatusCode.RequestEntityTooLarge => ApiProblem.TooLarge,
        HttpStatusCode.NotFound or HttpStatusCode.Conflict when code == "unknown_snapshot" => ApiProblem.UnknownSnapshot,
        HttpStatusCode.NotFound => ApiProblem.UnknownImage,
        HttpStatusCode.Gone => ApiProblem.Expired,
        HttpStatusCode.BadRequest when code == "not_an_image" => ApiProblem.NotAPicture,
        HttpStatusCode.BadRequest when code == "url_queries_off" => ApiProblem.UrlsOff,
        HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity => ApiProblem.Refused,
        _ => ApiProblem.Failed,
    };

    private static (string? Code, string? Detail) Parse(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Object ? (Text(json.RootElement, "code"), Text(json.RootElement, "detail")) : default;
        }
        catch (JsonException)
        {
            return default;
        }
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
