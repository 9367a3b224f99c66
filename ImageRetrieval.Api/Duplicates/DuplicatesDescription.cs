using Microsoft.OpenApi;

namespace ImageRetrieval.Api.Duplicates;

/// <summary>Forms and examples of the duplicates, for OpenAPI.</summary>
internal static class DuplicatesDescription
{
    private const string Member = """{"id":"633755","level":"bytes","similarity":1,"url":"https://photos.example/3694014992.jpg","name":"3694014992.jpg","bytes":412833,"width":1600,"height":1067,"thumbnail":"/v1/images/633755/thumbnail?v=0f343b0931126a20","original":"/v1/images/633755/original"}""";

    internal const string List = $$$"""{"model":"resnet18","level":"edited","threshold":0.905,"state":"complete","message":null,"snapshotVersion":"00000007","searched":9821,"files":9821,"version":"00000007-8dd2f5a1c0e4b00","total":1,"groups":[{"images":2,"keep":{"id":"633755","reason":"mostPixels","why":"It has the most pixels."},"members":[{{{Member}}},{"id":"51","level":"edited","similarity":0.953,"url":"https://photos.example/crop.jpg","name":"crop.jpg","bytes":91022,"width":800,"height":533,"thumbnail":"/v1/images/51/thumbnail?v=8c1b5e7704d6a9f2","original":"/v1/images/51/original"}]}]}""";

    internal const string Check = $$$"""{"model":"resnet18","snapshotVersion":"00000007","level":"edited","threshold":0.905,"complete":true,"message":null,"copies":[{{{Member}}}],"traceId":"0af7651916cd43dd8448eb211c80319c"}""";

    internal static readonly (int Status, string Detail)[] ListProblems =
    [
        (400, "level is 'same'; it must be bytes, picture or edited."),
        (410, "The list of version '00000006-8dd2f5a1c0e4b00' is no longer available: start again without version."),
        (503, "The index of model 'resnet18' is not built yet: the Worker builds it, and GET /v1/ingest shows its progress."),
    ];

    internal static readonly (int Status, string Detail)[] CheckProblems =
    [
        (400, "threshold is 0.5; it must be 0.88..1."),
        (413, "The request is too large: the limit is 33554432 bytes."),
        (415, Search.SearchDescription.Types),
        (503, "The index of model 'resnet18' is not built yet: the Worker builds it, and GET /v1/ingest shows its progress."),
    ];

    internal static readonly (string Name, string Json)[] Requests =
    [
        ("a picture", """{"image":"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==","level":"picture"}"""),
    ];

    internal static OpenApiSchema Form() => new()
    {
        Type = JsonSchemaType.Object,
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["file"] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary", Description = "The picture: JPEG, PNG, WebP, GIF or AVIF." },
            ["model"] = new OpenApiSchema { Type = JsonSchemaType.String },
            ["level"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "bytes, picture or edited.", Default = DuplicateWords.Edited },
            ["threshold"] = new OpenApiSchema { Type = JsonSchemaType.Number, Minimum = "0.88", Maximum = "1", Default = 0.905 },
            ["limit"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1", Maximum = "200", Default = 20 },
        },
    };
}
