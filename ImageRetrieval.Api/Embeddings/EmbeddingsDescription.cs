using Microsoft.OpenApi;

namespace ImageRetrieval.Api.Embeddings;

/// <summary>Forms and examples of the embeddings, for OpenAPI.</summary>
internal static class EmbeddingsDescription
{
    internal const string Answer = """
        {"model":"resnet50","space":"resnet50/imagenet-v2/0f343b0931126a20/3","dimension":3,"embeddings":[{"status":200,"embedding":[0.6,0,-0.8],"problem":null}],"traceId":"0af7651916cd43dd8448eb211c80319c"}
        """;

    internal const string StoredAnswer = """
        {"id":"633755","model":"resnet50","space":"resnet50/imagenet-v2/0f343b0931126a20/3","dimension":3,"embedding":[0.6,0,-0.8]}
        """;

    internal const string MessagePackBody = "A map with the fields of the JSON body. Each item of images is binary: the bytes of a picture.";

    internal const string MessagePackAnswer = "A map with the fields of the JSON response. Each embedding is binary: 4 bytes for each component, little-endian float32.";

    // A PNG of one pixel.
    internal static readonly (string Name, string Json)[] Requests =
    [
        ("one picture, with its vector as base64", """{"images":["iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="],"encodingFormat":"base64"}"""),
    ];

    internal static readonly (int Status, string Detail)[] Problems =
    [
        (400, "The request has 65 images; it must have 1..64."),
        (413, "The request is too large: the limit is 33554432 bytes."),
        (415, "Send an image, multipart/form-data with files, application/json or application/x-msgpack."),
        (503, "The index of model 'resnet50' is not built yet: the Worker builds it, and GET /v1/ingest shows its progress."),
    ];

    internal static readonly (int Status, string Detail)[] StoredProblems =
    [
        (400, "encodingFormat is 'int8'; it must be float or base64."),
        (404, "Model 'resnet50' has no image '7'."),
        (503, "The index of model 'resnet50' is not built yet: the Worker builds it, and GET /v1/ingest shows its progress."),
    ];

    internal static OpenApiSchema Form() => new()
    {
        Type = JsonSchemaType.Object,
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["file"] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary", Description = "An image: JPEG, PNG, WebP, GIF or AVIF. There may be up to 64 files, of any name." },
            ["model"] = new OpenApiSchema { Type = JsonSchemaType.String },
            ["encodingFormat"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "float or base64.", Default = EmbeddingsRequest.Floats },
        },
    };
}
