using System.Text.Json;

namespace ImageRetrieval.LocalHosting;

/// <summary>The first profile of Properties/launchSettings.json that runs the project.</summary>
internal sealed record LaunchProfile(IReadOnlyList<Uri> Urls, IReadOnlyDictionary<string, string> Environment)
{
    private static readonly JsonDocumentOptions s_json = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    public static LaunchProfile? Read(string projectPath)
    {
        var path = Path.Combine(Path.GetDirectoryName(projectPath)!, "Properties", "launchSettings.json");
        if (!File.Exists(path))
            return null;
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path), s_json);
            return document.RootElement.TryGetProperty("profiles", out var profiles)
                ? profiles.EnumerateObject().Select(profile => profile.Value).Where(RunsProject).Select(Parse).FirstOrDefault()
                : null;
        }
        catch (Exception exception) when (exception is JsonException or UriFormatException or InvalidOperationException)
        {
            throw new DistributedApplicationException($"'{path}' cannot be read: {exception.Message} Correct the file.", exception);
        }
    }

    private static bool RunsProject(JsonElement profile) =>
        profile.TryGetProperty("commandName", out var name) && name.GetString() == "Project";

    private static LaunchProfile Parse(JsonElement profile)
    {
        var urls = profile.TryGetProperty("applicationUrl", out var text)
            ? (text.GetString() ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            : [];
        var environment = new Dictionary<string, string>();
        if (profile.TryGetProperty("environmentVariables", out var variables))
        {
            foreach (var variable in variables.EnumerateObject())
                environment[variable.Name] = variable.Value.GetString() ?? "";
        }

        return new LaunchProfile([.. urls.Select(url => new Uri(url))], environment);
    }
}
