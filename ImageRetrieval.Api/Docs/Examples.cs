using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.OpenApi;

namespace ImageRetrieval.Api.Docs;

/// <summary>Examples and problems of a route, for its description.</summary>
internal static class Examples
{
    /// <summary>Describes a route's answers: an example of success, and the possible errors.</summary>
    /// <param name="route">The route.</param>
    /// <param name="answer">The body of status 200 as JSON; null when it is not JSON.</param>
    /// <param name="problems">Statuses of problem+json, each with an example of its detail.</param>
    internal static RouteHandlerBuilder WithExamples(this RouteHandlerBuilder route, string? answer, params (int Status, string Detail)[] problems) =>
        route.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            operation.Responses ??= [];
            if (answer is not null && operation.Responses.TryGetValue("200", out var good) && good.Content?.TryGetValue("application/json", out var content) == true)
                content.Example = JsonNode.Parse(answer);
            foreach (var (status, detail) in problems)
                operation.Responses[status.ToString(CultureInfo.InvariantCulture)] = Problem(status, detail);
            return Task.CompletedTask;
        });

    /// <summary>Declares that success is 202, with an example of its body.</summary>
    internal static RouteHandlerBuilder Accepted(this RouteHandlerBuilder route, string answer) =>
        route.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            operation.Responses ??= [];
            operation.Responses["202"] = new OpenApiResponse
            {
                Description = ReasonPhrases.GetReasonPhrase(StatusCodes.Status202Accepted),
                Content = new Dictionary<string, OpenApiMediaType> { ["application/json"] = new() { Example = JsonNode.Parse(answer) } },
            };
            return Task.CompletedTask;
        });

    /// <summary>Shows examples of a JSON body, and the form that can be sent instead.</summary>
    internal static RouteHandlerBuilder WithBodies(this RouteHandlerBuilder route, OpenApiSchema form, params (string Name, string Json)[] examples) =>
        route.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            var body = (OpenApiRequestBody)(operation.RequestBody ??= new OpenApiRequestBody());
            body.Content ??= new Dictionary<string, OpenApiMediaType>();
            if (body.Content.TryGetValue("application/json", out var json))
                json.Examples = examples.ToDictionary(example => example.Name, IOpenApiExample (example) => new OpenApiExample { Value = JsonNode.Parse(example.Json) });
            body.Content["multipart/form-data"] = new OpenApiMediaType { Schema = form };
            return Task.CompletedTask;
        });

    private static OpenApiResponse Problem(int status, string detail) => new()
    {
        Description = ReasonPhrases.GetReasonPhrase(status),
        Content = new Dictionary<string, OpenApiMediaType>
        {
            ["application/problem+json"] = new() { Example = new JsonObject { ["title"] = ReasonPhrases.GetReasonPhrase(status), ["status"] = status, ["detail"] = detail } },
        },
    };
}
