using System.Text;
using ImageRetrieval.Fixtures;

namespace ImageRetrieval.HttpFuzz;

/// <summary>What clients ask the Api, in all formats of bodies. Commands to the Worker are not among it: there is none.</summary>
internal static class ApiSeeds
{
    private const string Json = "Content-Type: application/json";
    private const string MessagePack = "Content-Type: application/x-msgpack";

    internal static IReadOnlyList<SeedRequest> All { get; } =
    [
        Form("POST /predict", ("nb_similar_images", "5"), ("retrieved_ref", "id,name"), ("ignore_duplicate", "true")),
        Form("POST /v1/search", ("k", "5"), ("crop", "0.25,0.25,0.5,0.5"), ("filter", """{"column":"kind","eq":"test"}"""), ("minScore", "0.1")),
        Form("POST /v1/search/batch", ("k", "3")),
        Form("POST /v1/embeddings", ("encodingFormat", "base64")),
        Text("POST /v1/search", Json, """{"k":5,"queries":[{"id":"1"},{"id":"2","weight":-0.5}],"filter":{"and":[{"column":"kind","in":["test","x"]},{"not":{"column":"year","gte":1990,"lt":2000}}]},"dedupe":true,"minCloserThan":0.1,"ranking":"cosine"}"""),
        Text("POST /v1/search", Json, $$$"""{"exact":true,"queries":[{"image":"{{{Convert.ToBase64String(TestImages.Random(1))}}}","crop":{"x":0,"y":0,"width":0.5,"height":1}}]}"""),
        Text("POST /v1/search", Json + "; charset=utf-16", "{\0\"\0k\0\"\0:\01\0}\0"),
        Text("POST /v1/search/batch", Json, """{"searches":[{"k":3,"queries":[{"id":"1"}]},{"k":3,"queries":[{"id":"none"}]}]}"""),
        Text("POST /v1/embeddings", Json, $$"""{"images":["data:image/png;base64,{{Convert.ToBase64String(TestImages.Random(2))}}"],"encodingFormat":"base64"}"""),
        new("POST /v1/embeddings", ["Content-Type: image/png"], TestImages.Random(3)),
        // A map of k, and of queries with an id.
        new("POST /v1/search", [MessagePack, "Accept: application/x-msgpack"], [0x82, 0xA1, (byte)'k', 0x05, 0xA7, .. "queries"u8, 0x91, 0x81, 0xA2, .. "id"u8, 0xA1, (byte)'1']),
        new("POST /v1/embeddings", [MessagePack], [0x81, 0xA6, .. "images"u8, 0x91, 0xC5, .. Length(TestImages.Random(4)), .. TestImages.Random(4)]),
        Text("GET /v1/images?limit=5&offset=2&filter=%7B%22column%22%3A%22kind%22%2C%22eq%22%3A%22test%22%7D", "Accept: application/json", ""),
        Text("GET /v1/images/1/thumbnail?size=96&v=0123456789abcdef", "Accept: image/avif,image/webp;q=0.5,*/*;q=0.1", ""),
        Text("GET /v1/images/1/original", "Range: bytes=0-99,200-", ""),
        Text("GET /v1/image/similar?id=1&k=3&minScore=0.5", "If-None-Match: \"x\"", ""),
        Text("GET /v1/facets?values=5&filter=%7B%22column%22%3A%22year%22%2C%22gte%22%3A1990%7D", "Accept-Encoding: gzip", ""),
        Text("GET /v1/images/1/embedding?encodingFormat=base64", "Accept: application/x-msgpack;q=0.9,application/json;q=0.1", ""),
        Text("GET /v1/ingest", "Accept: */*", ""),
        Text("GET /docs/../openapi/v1.json", "Accept-Language: de", ""),
    ];

    private static byte[] Length(byte[] bytes) => [(byte)(bytes.Length >> 8), (byte)bytes.Length];

    private static SeedRequest Text(string line, string header, string body) => new(line, [header], Encoding.Latin1.GetBytes(body));

    internal static SeedRequest Form(string line, params (string Name, string Value)[] fields)
    {
        const string boundary = "--------------------------974767299852498929531610575";
        var body = new List<byte>();
        foreach (var (name, value) in fields)
            body.AddRange(Encoding.UTF8.GetBytes($"--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"));
        body.AddRange(Encoding.UTF8.GetBytes($"--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"photo.png\"\r\nContent-Type: image/png\r\n\r\n"));
        body.AddRange(TestImages.Random(5));
        body.AddRange(Encoding.UTF8.GetBytes($"\r\n--{boundary}--\r\n"));
        return new SeedRequest(line, ["Content-Type: multipart/form-data; boundary=" + boundary], [.. body]);
    }
}
