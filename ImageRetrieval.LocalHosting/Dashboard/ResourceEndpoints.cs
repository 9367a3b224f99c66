using ImageRetrieval.LocalHosting.Output;
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
    }

    private static Ok<ResourceView[]> List(ResourceNotificationService states) => TypedResults.Ok(states.All.Select(ResourceView.Of).ToArray());

    private static Results<Ok<IReadOnlyList<LogLine>>, NotFound<string>> ReadConsole(
        string name, ConsoleLogs logs, ResourceNotificationService states, long after = 0)
    {
        if (states.All.All(resource => resource.Name != name))
            return TypedResults.NotFound($"There is no resource '{name}'.");
        return TypedResults.Ok(logs.Read(name, after, MaximumLines));
    }
}
