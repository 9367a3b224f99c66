using ImageRetrieval.LocalHosting.Lifecycle;
using ImageRetrieval.LocalHosting.Output;
using ImageRetrieval.LocalHosting.Processes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace ImageRetrieval.LocalHosting.Dashboard;

/// <summary>The state of all resources, and the console of one, as JSON for programs.</summary>
internal static class ResourceEndpoints
{
    private const int MaximumLines = 10_000;

    public static void MapResources(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/resources", List);
        app.MapGet("/api/resources/{name}/console", ReadConsole);
        app.MapGet("/api/resources/{name}/details", Details);
        app.MapPost("/api/resources/{name}/commands/{command}", ExecuteAsync);
        app.MapGet("/api/console/download", Download);
    }

    private static Ok<ResourceView[]> List(ResourceNotificationService states) => TypedResults.Ok(states.All.Select(ResourceView.Of).ToArray());

    /// <summary>How its process was started; secrets are not told.</summary>
    private static Results<Ok<LaunchDetails>, NotFound<string>> Details(string name, ProcessLauncher launcher) =>
        launcher.Details(name) is { } details ? TypedResults.Ok(details) : TypedResults.NotFound($"'{name}' has not been started.");

    private static async Task<Results<Ok<ExecuteCommandResult>, NotFound<string>>> ExecuteAsync(
        string name, string command, Orchestrator orchestrator, HostServices services, CancellationToken token) =>
        await orchestrator.ExecuteAsync(name, command, services.Provider, token).ConfigureAwait(false) is { } result
            ? TypedResults.Ok(result)
            : TypedResults.NotFound($"There is no resource '{name}' with a command '{command}'.");

    private static FileContentHttpResult Download(ConsoleLogs logs, string? resource = null)
    {
        var text = new System.Text.StringBuilder();
        foreach (var line in logs.Read(string.IsNullOrEmpty(resource) ? null : resource, 0, int.MaxValue))
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{line.Time:O} {line.Resource,-12} {Ansi.Strip(line.Text)}\n");
        return TypedResults.File(System.Text.Encoding.UTF8.GetBytes(text.ToString()), "text/plain; charset=utf-8", $"console-{(string.IsNullOrEmpty(resource) ? "all" : resource)}.txt");
    }

    private static Results<Ok<IReadOnlyList<LogLine>>, NotFound<string>> ReadConsole(
        string name, ConsoleLogs logs, ResourceNotificationService states, long after = 0)
    {
        if (states.All.All(resource => resource.Name != name))
            return TypedResults.NotFound($"There is no resource '{name}'.");
        return TypedResults.Ok(logs.Read(name, after, MaximumLines));
    }
}
