using Microsoft.OpenApi;

namespace ImageRetrieval.Api.Search;

/// <summary>Forms and examples of the searches, for OpenAPI.</summary>
internal static class SearchDescription
{
    internal const string Hit = """
        {"id":"633755","score":0.8725327014923096,"closerThan":0.83,"likeness":"verySimilar","rankScore":9.41,"sharedNeighbors":6,"url":"https://photos.example/3694014992.jpg","name":"3694014992.jpg","metadata":{"kind":"castle"},"width":1600,"height":1067,"thumbnail":"/v1/images/633755/thumbnail?v=0f343b0931126a20","original":"/v1/images/633755/original","copies":{"count":1,"ids":["633756"]}}
        """;

    internal const string Answer = $$$"""
        {"model":"resnet50","snapshotVersion":"00000007","queries":[{"kind":"upload","id":null,"weight":1,"crop":{"x":0.25,"y":0,"width":0.5,"height":0.5}}],"ranking":"context","nothingSimilar":false,"hits":[{{{Hit}}}],"timings":{"fetchMs":0,"decodeMs":4.1,"inferenceMs":38.5,"searchMs":0.4,"metadataMs":0.05},"traceId":"0af7651916cd43dd8448eb211c80319c"}
        """;

    internal const string Batch = $$$"""{"answers":[{"status":200,"answer":{{{Answer}}},"problem":null},{"status":404,"answer":null,"problem":"queries[0].id: model 'resnet50' has no image 'none'."}]}""";

    internal const string Types = "Send multipart/form-data with a file, application/json or application/x-msgpack.";

    internal const string MessagePackBody = "A map with the fields of the JSON body. image is binary: the bytes of a picture. embedding is binary, little-endian float32, or an array of numbers.";

    internal const string MessagePackAnswer = "A map with the fields of the JSON response.";

    internal static readonly (string Name, string Json)[] Requests =
    [
        ("more like this one, less like that one", """{"k":5,"queries":[{"id":"1001"},{"id":"1002","weight":-0.5}]}"""),
        ("with a filter", """{"queries":[{"id":"1001"}],"filter":{"and":[{"column":"kind","in":["flower","fish"]},{"not":{"field":"width","gte":100,"lt":200}}]}}"""),
        ("only images closer than the nearest neighbour of half of the pictures, by cosine", """{"queries":[{"id":"1001"}],"minCloserThan":0.5,"ranking":"cosine","exact":true}"""),
    ];

    internal static readonly (string Name, string Json)[] BatchRequests =
    [
        ("two searches", """{"searches":[{"k":3,"queries":[{"id":"1001"}]},{"k":3,"queries":[{"id":"1002"}]}]}"""),
    ];

    internal static readonly (int Status, string Detail)[] Problems =
    [
        (400, "k is 0; it must be 1..1000."),
        (404, "queries[0].id: model 'resnet50' has no image '7'."),
        (413, "The request is too large: the limit is 33554432 bytes."),
        (415, Types),
        (503, "The index of model 'resnet50' is not built yet: the Worker builds it, and GET /v1/ingest shows its progress."),
    ];

    internal static OpenApiSchema Form() => new()
    {
        Type = JsonSchemaType.Object,
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["file"] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary", Description = "An image: JPEG, PNG, WebP, GIF or AVIF. There may be more files, of any name." },
            ["model"] = new OpenApiSchema { Type = JsonSchemaType.String },
            ["k"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1", Maximum = "1000", Default = 10 },
            ["minScore"] = new OpenApiSchema { Type = JsonSchemaType.Number, Minimum = "-1", Maximum = "1" },
            ["minCloserThan"] = new OpenApiSchema { Type = JsonSchemaType.Number, Minimum = "0", Maximum = "1" },
            ["ranking"] = new OpenApiSchema { Type = JsonSchemaType.String, Enum = [RankingNames.Context, RankingNames.Cosine], Default = RankingNames.Context },
            ["crop"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "x,y,width,height as fractions of the image's sides." },
            ["filter"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "The condition as JSON." },
            ["dedupe"] = new OpenApiSchema { Type = JsonSchemaType.Boolean, Default = true },
            ["group"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "none, bytes, picture or edited: fold copies at this level into the best of them." },
            ["efSearch"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1", Maximum = "10000" },
            ["exact"] = new OpenApiSchema { Type = JsonSchemaType.Boolean, Default = false },
            ["queries"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "Further parts of the query as JSON, which may refer to files as uploads." },
            ["request"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "The whole JSON request, instead of the fields." },
        },
    };
}
