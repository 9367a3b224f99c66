using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace ImageRetrieval.Api.Docs;

/// <summary>How operations are named in the description, and the values with which they can be tried.</summary>
internal static class OperationNames
{
    /// <summary>A picture of the sample collection.</summary>
    internal const string SampleId = "1001";

    /// <summary>Names a route.</summary>
    /// <param name="route">The route.</param>
    /// <param name="id">The operation's ID: a verb and what it is about, such as <c>listModels</c>.</param>
    /// <param name="name">A few words for lists.</param>
    /// <param name="description">What it answers, in a sentence.</param>
    internal static RouteHandlerBuilder Named(this RouteHandlerBuilder route, string id, string name, string description) =>
        route.WithName(id).WithSummary(name).WithDescription(description);

    /// <summary>Shows the id of a sample picture where the route expects one.</summary>
    internal static RouteHandlerBuilder WithSampleId(this RouteHandlerBuilder route) => route.WithSample("id", SampleId);

    /// <summary>Shows a value that a parameter can be tried with.</summary>
    internal static RouteHandlerBuilder WithSample(this RouteHandlerBuilder route, string parameterName, string value) =>
        route.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            foreach (var parameter in (operation.Parameters ?? []).OfType<OpenApiParameter>().Where(parameter => parameter.Name == parameterName))
                parameter.Example = JsonValue.Create(value);
            return Task.CompletedTask;
        });
}
