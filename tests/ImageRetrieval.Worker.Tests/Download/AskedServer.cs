using System.Net;

namespace ImageRetrieval.Worker.Tests.Download;

/// <summary>Stands for the network: answers by URL and keeps what was sent.</summary>
internal sealed class AskedServer(Func<Uri, HttpResponseMessage> answer) : HttpMessageHandler
{
    public List<(string Url, string Authorization, string Cookie, string Referer, string UserAgent)> Asked { get; } = [];

    public static HttpResponseMessage Redirect(string to) => new(HttpStatusCode.Found) { Headers = { Location = new Uri(to, UriKind.RelativeOrAbsolute) } };

    public static HttpResponseMessage Picture(params byte[] bytes) => new() { Content = new ByteArrayContent(bytes) };

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string Header(string name) => request.Headers.NonValidated.TryGetValues(name, out var values) ? string.Join("; ", values) : "";
        Asked.Add((request.RequestUri!.AbsoluteUri, Header("Authorization"), Header("Cookie"), Header("Referer"), Header("User-Agent")));
        return Task.FromResult(answer(request.RequestUri!));
    }
}
