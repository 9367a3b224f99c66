using ImageRetrieval.Api.Wire;
using Microsoft.OpenApi;

namespace ImageRetrieval.Api.Docs;

/// <summary>Bodies and answers that are not JSON, for the description of a route. JSON Schema has no binary values, so a sentence describes them.</summary>
internal static class MessagePackExamples
{
    internal static RouteHandlerBuilder WithMessagePackBody(this RouteHandlerBuilder route, string description) =>
        route.WithBody(WireFormats.MessagePack, description, WireFormats.MessagePackShort, WireFormats.MessagePackVendor);

    /// <summary>Declares that the body may be the bytes of one image.</summary>
    internal static RouteHandlerBuilder WithImageBody(this RouteHandlerBuilder route) =>
        route.WithBody("image/*", "The bytes of one image: JPEG, PNG, WebP, GIF or AVIF. The type may also be application/octet-stream.", "application/octet-stream");

    internal static RouteHandlerBuilder WithMessagePackAnswer(this RouteHandlerBuilder route, string description) =>
        route.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            if (operation.Responses?.TryGetValue("200", out var good) == true && good.Content is { } content)
                content[WireFormats.MessagePack] = Binary(description);
            return Task.CompletedTask;
        });

    private static RouteHandlerBuilder WithBody(this RouteHandlerBuilder route, string type, string description, params string[] otherNames) =>
        route.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            if (operation.RequestBody is OpenApiRequestBody { Content: { } content })
            {
                content[type] = Binary(description);
                // One entry is enough: the other names are accepted too and mean the same.
                foreach (var name in otherNames)
                    content.Remove(name);
            }
            return Task.CompletedTask;
        });

    private static OpenApiMediaType Binary(string description) =>
        new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary", Description = description } };
}
