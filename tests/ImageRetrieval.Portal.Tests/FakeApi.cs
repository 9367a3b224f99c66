using System.Net;
using System.Text;

namespace ImageRetrieval.Portal.Tests;

/// <summary>The Api as the Portal sees it: answers by path, and a memory of what was asked.</summary>
public sealed class FakeApi : HttpMessageHandler
{
    private readonly Dictionary<string, Func<HttpRequestMessage, HttpResponseMessage>> _answers = new(StringComparer.Ordinal);

    public List<Asked> Requests { get; } = [];

    /// <summary>When set, nothing is reached at all.</summary>
    public bool IsDown { get; set; }

    /// <summary>The latest search.</summary>
    public Asked Searched => Requests.Last(r => r.Path == "/v1/search");

    public FakeApi()
    {
        Json("/v1/models", """{"default":"builtin","models":[{"name":"builtin","description":"classic","state":"ready","images":396,"dimension":512,"licence":"MIT","snapshotVersion":"00000007"},{"name":"resnet50","state":"ready","images":396}]}""");
        Json("/v1/ingest", """{"state":"done","total":396,"downloaded":396,"indexed":396,"failed":0,"reasons":{}}""");
        Json("/v1/stats", """{"models":[{"model":"builtin","count":396,"dimension":512,"indexBytes":1205862,"snapshotVersion":"00000007","snapshotAgeSeconds":7260,"recall":{"recall":0.9987,"k":10,"queries":50},"latency":{"count":1234,"p50Ms":4.2,"p90Ms":48.9,"p99Ms":60.3,"maxMs":75.1}},{"model":"resnet50","count":0,"indexBytes":0}]}""");
        Json("/v1/images", $$"""{"total":396,"items":[{{Daisy}}]}""");
        Json("/v1/images/1001", Daisy);
        Json("/v1/facets", """{"model":"builtin","snapshot":"7","count":396,"columns":[{"column":"kind","type":"text","distinct":2,"values":[{"value":"flower","count":200},{"value":"fish","count":196}]},{"column":"title","type":"text","distinct":396,"values":[{"value":"A daisy up close","count":1}]},{"column":"year","type":"number","distinct":40,"min":1990,"max":2024,"values":[{"value":1990,"count":9}]}]}""");
        Search(Hit("1001", 0.98123, 0.83, "aa", title: "A daisy up close"), Hit("abc", -0.25, 0.2, "bb", name: "fish.jpg"));
        Picture("/v1/images/1001/original", "image/jpeg", [0xff, 0xd8, 1, 2, 3]);
        Picture("/v1/images/1001/thumbnail", "image/webp", [9, 8, 7]);
    }

    /// <summary>A picture as <c>/v1/images</c> describes it.</summary>
    public static string Daisy => """{"id":"1001","url":"http://x/flower-001.jpg","name":"flower-001.jpg","metadata":{"kind":"flower","title":"A daisy up close"},"width":440,"height":330,"thumbnail":"/v1/images/1001/thumbnail?v=aa"}""";

    /// <summary>A hit of <c>/v1/search</c>.</summary>
    public static string Hit(string id, double score, double? closerThan = 0.62, string version = "cc", string? title = null, string name = "flower-001.jpg", params string[] copies) => System.Text.Json.JsonSerializer.Serialize(new
    {
        id, score, closerThan, likeness = closerThan switch { null => null, >= .3 => "verySimilar", >= .02 => "similar", >= .001 => "weak", _ => "unrelated" },
        copies = new { count = copies.Length, ids = copies.Take(10) }, rankScore = closerThan * 10, sharedNeighbors = closerThan is null ? (int?)null : 6, url = "http://x/" + name, name, width = 440, height = 330, thumbnail = $"/v1/images/x/thumbnail?v={version}",
        metadata = title is null ? [] : new Dictionary<string, string> { ["title"] = title, ["kind"] = "flower" },
    });

    /// <summary>What searches find from now on.</summary>
    public void Search(params string[] hits) => Search(nothingSimilar: false, hits);

    public void Search(bool? nothingSimilar, params string[] hits) => Json("/v1/search",
        $$"""{"model":"builtin","snapshotVersion":"00000007","ranking":"context","nothingSimilar":{{(nothingSimilar is { } none ? (none ? "true" : "false") : "null")}},"queries":[],"hits":[{{string.Join(',', hits)}}],"timings":{"fetchMs":0,"decodeMs":4.1,"inferenceMs":38.6,"searchMs":0.4,"metadataMs":0.05},"traceId":"0af7651916cd43dd8448eb211c80319c"}""");

    /// <summary>What searches by each model find from now on.</summary>
    public void SearchBy(params (string Model, string[] Hits)[] models)
    {
        var bodies = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (model, hits) in models)
            bodies[model] = $$"""{"model":"{{model}}","snapshotVersion":"1","hits":[{{string.Join(',', hits)}}],"traceId":"t"}""";
        _answers["/v1/search"] = request =>
        {
            var body = request.Content!.ReadAsStringAsync().GetAwaiter().GetResult();
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(bodies.First(pair => body.Contains($"\"model\":\"{pair.Key}\"", StringComparison.Ordinal)).Value, Encoding.UTF8, "application/json") };
        };
    }

    public void Json(string path, string body, HttpStatusCode status = HttpStatusCode.OK) =>
        _answers[path] = _ => new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    /// <summary>An answer that depends on the query.</summary>
    public void JsonBy(string path, Func<string, string> body) =>
        _answers[path] = request => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(body(Uri.UnescapeDataString(request.RequestUri!.Query)), Encoding.UTF8, "application/json") };

    /// <summary>A hit with the columns of its list.</summary>
    public static string HitWith(string id, object columns, double score = .9) =>
        Hit(id, score, title: "x").Replace("""{"title":"x","kind":"flower"}""", System.Text.Json.JsonSerializer.Serialize(columns), StringComparison.Ordinal);

    public void Picture(string path, string type, byte[] bytes) => _answers[path] = request =>
    {
        var isKnown = request.Headers.IfNoneMatch.Any(t => t.Tag == "\"v1\"");
        var response = isKnown ? new HttpResponseMessage(HttpStatusCode.NotModified) { Content = new ByteArrayContent([]) } : Bytes(request, bytes);
        response.Content.Headers.ContentType = new(type);
        response.Headers.ETag = new("\"v1\"");
        response.Headers.AcceptRanges.Add("bytes");
        response.Headers.CacheControl = new() { Public = true, MaxAge = TimeSpan.FromDays(1) };
        return response;
    };

    private static HttpResponseMessage Bytes(HttpRequestMessage request, byte[] bytes)
    {
        if (request.Headers.Range?.Ranges.SingleOrDefault() is not { } range || (request.Headers.IfRange?.EntityTag is { } tag && tag.Tag != "\"v1\""))
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(bytes) };
        var from = range.From ?? bytes.Length - range.To!.Value;
        var to = range.From is null ? bytes.Length - 1 : Math.Min(range.To ?? bytes.Length, bytes.Length - 1);
        var response = from < bytes.Length
            ? new HttpResponseMessage(HttpStatusCode.PartialContent) { Content = new ByteArrayContent(bytes[(int)from..(int)(to + 1)]) }
            : new HttpResponseMessage(HttpStatusCode.RequestedRangeNotSatisfiable) { Content = new ByteArrayContent([]) };
        response.Content.Headers.ContentRange = from < bytes.Length ? new(from, to, bytes.Length) : new(bytes.Length);
        return response;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (IsDown)
            throw new HttpRequestException("connection refused");
        var body = request.Content is null ? "" : Encoding.Latin1.GetString(await request.Content.ReadAsByteArrayAsync(cancellationToken));
        var uri = request.RequestUri!;
        lock (Requests)
            Requests.Add(new Asked(uri.AbsolutePath, uri.Query, body));
        return _answers.TryGetValue(uri.AbsolutePath, out var answer)
            ? answer(request)
            : new HttpResponseMessage(HttpStatusCode.NotFound) { Content = new StringContent("""{"title":"Not found"}""", Encoding.UTF8, "application/problem+json") };
    }

    public sealed record Asked(string Path, string Query, string Body)
    {
        /// <summary>The search's document, whether it came alone or with pictures.</summary>
        public System.Text.Json.JsonElement Document
        {
            get
            {
                var from = Body.IndexOf('{', StringComparison.Ordinal);
                var reader = new System.Text.Json.Utf8JsonReader(Encoding.Latin1.GetBytes(Body[from..]));
                return System.Text.Json.JsonDocument.ParseValue(ref reader).RootElement.Clone();
            }
        }
    }
}
