using System.Text.Json;

namespace ImageRetrieval.Collection.Catalog;

/// <summary>The names of reasons where they are stored or shown: snake case, such as <c>http_4xx</c>.</summary>
public static class FailureReasons
{
    private static readonly Dictionary<FailureReason, string> s_names =
        Enum.GetValues<FailureReason>().ToDictionary(reason => reason, reason => JsonNamingPolicy.SnakeCaseLower.ConvertName(reason.ToString()).Replace("http3", "http_3", StringComparison.Ordinal).Replace("http4", "http_4", StringComparison.Ordinal).Replace("http5", "http_5", StringComparison.Ordinal));

    private static readonly Dictionary<string, FailureReason> s_reasons = s_names.ToDictionary(entry => entry.Value, entry => entry.Key, StringComparer.Ordinal);

    /// <summary>The reason's name.</summary>
    public static string Name(this FailureReason reason) => s_names[reason];

    /// <summary>The reason of a name; false when there is none.</summary>
    public static bool TryParse(string name, out FailureReason reason) => s_reasons.TryGetValue(name, out reason);
}
