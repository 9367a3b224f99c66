using System.Text.Json;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ImageRetrieval.LocalHosting.Health;

/// <summary>
/// Reads <c>{"status":"…","checks":{"name":{"status":"…","description":"…"}}}</c>. The body is a courtesy: the status
/// code alone decides whether a resource is ready, and any other body is ignored.
/// </summary>
internal static class HealthBody
{
    private const int MaximumReasonLength = 500;

    public static (HealthStatus? Status, string? Reason) Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                return (null, null);
            return (Status(document.RootElement), Reason(document.RootElement));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return (null, null);
        }
    }

    private static HealthStatus? Status(JsonElement element) =>
        element.TryGetProperty("status", out var status) && Enum.TryParse<HealthStatus>(status.GetString(), ignoreCase: true, out var value)
            ? value
            : null;

    private static string? Reason(JsonElement root)
    {
        if (!root.TryGetProperty("checks", out var checks) || checks.ValueKind != JsonValueKind.Object)
            return null;
        var reasons = checks.EnumerateObject()
            .Where(check => check.Value.ValueKind == JsonValueKind.Object && Status(check.Value) is not HealthStatus.Healthy)
            .Select(check => check.Value.TryGetProperty("description", out var text) && text.ValueKind == JsonValueKind.String
                ? $"{check.Name}: {text.GetString()}"
                : check.Name);
        var reason = string.Join("; ", reasons);
        return reason.Length switch
        {
            0 => null,
            > MaximumReasonLength => reason[..MaximumReasonLength] + "…",
            _ => reason,
        };
    }
}
