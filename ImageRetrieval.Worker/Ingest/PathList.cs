using System.Text.Json;

namespace ImageRetrieval.Worker.Ingest;

/// <summary>
/// Several paths as one configuration value: separated by commas, as people write them, or as a JSON array, which every name
/// survives.
/// </summary>
internal static class PathList
{
    /// <summary>The values of a repeated option, each as it was given.</summary>
    internal static string Join(IEnumerable<string> values) => JsonSerializer.Serialize(values);

    /// <summary>The paths that a text names.</summary>
    internal static IReadOnlyList<string> Split(string text)
    {
        if (text.StartsWith('[') && !Path.Exists(text) && TryParse(text) is { } values)
            return [.. values.SelectMany(value => IsOne(value) ? [value] : AtCommas(value) is var parts && parts.Any(Path.Exists) ? parts : [value])];
        return IsOne(text) ? [text] : AtCommas(text);
    }

    // A name that exists as a whole takes precedence over its parts between commas. An exception is "../../a,../../b": .NET removes "a,.." from
    // it, and would find b.
    private static bool IsOne(string text) => Path.Exists(text) && !text.Contains(",.", StringComparison.Ordinal);

    private static string[] AtCommas(string text) => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string[]? TryParse(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<string[]>(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
