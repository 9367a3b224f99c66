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

    public Asked Predicted => Requests.Last(r => r.Path == "/predict");

    public FakeApi()
    {
        Json("/v1/models", """{"default":"builtin","models":[{"name":"builtin","description":"classic","state":"ready","images":396,"dimension":512},{"name":"resnet50","state":"ready","images":396}]}""");
        Json("/v1/ingest", """{"state":"done","total":396,"downloaded":396,"indexed":396,"failed":0,"reasons":{}}""");
        Json("/v1/images", """{"total":396,"items":[{"id":1001,"name":"flower-001.jpg","metadata":{"kind":"flower","title":"A daisy up close"},"width":440,"height":330}]}""");
        Json("/v1/images/1001", """{"id":"1001","url":"http://x/flower-001.jpg","name":"flower-001.jpg","metadata":{"kind":"flower","title":"A daisy up close"},"width":440,"height":330}""");
        Json("/predict", """{"pretrained_model":"builtin","top_12_similar_images":[{"id":1001,"name":"flower-001.jpg","score":0.98123},{"id":"abc","name":"fish.jpg","score":-0.25}]}""");
        Picture("/v1/images/1001/original", "image/jpeg", [0xff, 0xd8, 1, 2, 3]);
        Picture("/v1/images/1001/thumbnail", "image/webp", [9, 8, 7]);
    }

    public void Json(string path, string body, HttpStatusCode status = HttpStatusCode.OK) =>
        _answers[path] = _ => new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    public void Picture(string path, string type, byte[] bytes) => _answers[path] = request =>
    {
        var isKnown = request.Headers.IfNoneMatch.Any(t => t.Tag == "\"v1\"");
        var response = new HttpResponseMessage(isKnown ? HttpStatusCode.NotModified : HttpStatusCode.OK) { Content = new ByteArrayContent(isKnown ? [] : bytes) };
        response.Content.Headers.ContentType = new(type);
        response.Headers.ETag = new("\"v1\"");
        response.Headers.CacheControl = new() { Public = true, MaxAge = TimeSpan.FromDays(1) };
        return response;
    };

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
        /// <summary>A field of the form that was posted.</summary>
        public string? Field(string name)
        {
            var part = Body.Split("\r\n--").FirstOrDefault(p => p.Contains($"name={name}\r\n", StringComparison.Ordinal));
            return part?[(part.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
        }
    }
}
