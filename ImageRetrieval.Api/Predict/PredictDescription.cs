using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace ImageRetrieval.Api.Predict;

/// <summary>
/// Describes the form and the answers of <c>/predict</c> for OpenAPI. They are read and written by hand, to keep every
/// habit of the old clients, so no type could describe them.
/// </summary>
internal static class PredictDescription
{
    internal static Task Apply(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken token)
    {
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType> { ["multipart/form-data"] = new() { Schema = Form() } },
        };
        operation.Responses = new OpenApiResponses
        {
            ["200"] = Answer("The most similar images, best first.", """{"pretrained_model":"resnet50","top_3_similar_images":[{"id":633755,"name":"3694014992_3035f3d421_o.jpg","score":0.27253270149230957}]}"""),
            ["400"] = Answer("An invalid value, or bytes that are not an image.", """{"detail":{"error":"nb_similar_images is 0; it must be 1..1000."}}"""),
            ["413"] = Answer("The upload is too large.", """{"detail":{"error":"The request is too large: the limit is 33554432 bytes."}}"""),
            ["422"] = Answer("A field is missing or of the wrong type.", """{"detail":[{"type":"missing","loc":["body","file"],"msg":"Field required","input":null}]}"""),
            ["503"] = Answer("The model's index is not built yet; Retry-After gives the time to wait.", """{"detail":{"error":"The index of model 'resnet50' is not built yet: the Worker builds it, and GET /v1/ingest shows its progress."}}"""),
        };
        return Task.CompletedTask;
    }

    private static OpenApiSchema Form() => new()
    {
        Type = JsonSchemaType.Object,
        Required = new HashSet<string> { "file" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["file"] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary", Description = "The query image: JPEG, PNG, WebP, GIF or AVIF." },
            ["model_name"] = Text("The model; by default resnet50 when it is loaded, otherwise the first of --models.", null),
            ["nb_similar_images"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1", Maximum = "1000", Default = 3, Description = "Maximum number of images." },
            ["retrieved_ref"] = Text("The fields to return, separated by commas.", "id,name,score"),
            ["ignore_duplicate"] = new OpenApiSchema { Type = JsonSchemaType.Boolean, Default = true, Description = "Leave out the query image itself: the same bytes or the same file name." },
            ["image_model_name"] = new OpenApiSchema { Type = JsonSchemaType.String, Deprecated = true, Description = "The old name of model_name." },
        },
    };

    private static OpenApiSchema Text(string description, string? byDefault) =>
        new() { Type = JsonSchemaType.String, Description = description, Default = byDefault };

    private static OpenApiResponse Answer(string description, string example) => new()
    {
        Description = description,
        Content = new Dictionary<string, OpenApiMediaType> { ["application/json"] = new() { Example = JsonNode.Parse(example) } },
    };
}
