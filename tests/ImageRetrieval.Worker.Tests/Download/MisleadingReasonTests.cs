using System.Net;
using ImageRetrieval.Collection.Catalog;
using ImageRetrieval.Worker.Download;
using ImageRetrieval.Worker.Ingest;

namespace ImageRetrieval.Worker.Tests.Download;

/// <summary>Reasons that would say something false: a status that is no redirect, a redirect that leads nowhere.</summary>
public sealed class MisleadingReasonTests
{
    [Theory]
    [InlineData(304, "although the request was not conditional"), InlineData(300, "without giving the location"), InlineData(302, "without giving the location"), InlineData(308, "without giving the location")]
    [InlineData(305, "does not lead to an image"), InlineData(306, "does not lead to an image"), InlineData(399, "does not lead to an image")]
    public async Task A_status_that_is_not_a_redirect_is_not_counted_as_one(int status, string sentence)
    {
        var failure = await FailureAsync(_ => new((HttpStatusCode)status));
        Assert.Equal(("http_3xx", false), (failure.Reason.Name(), failure.Retryable));
        Assert.Contains($"{status}", failure.Message, StringComparison.Ordinal);
        Assert.Contains(sentence, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://a.test:99999/x", "invalid_url", "port '99999'"), InlineData("http://", "invalid_url", "no host"), InlineData("http://u:pw@[::1/", "invalid_url", "not a valid name"), InlineData("//", "invalid_url", "no host")]
    [InlineData("javascript:alert(1)", "unsupported_scheme", "'javascript'"), InlineData("file:///etc/passwd", "unsupported_scheme", "'file'"), InlineData("data:image/png;base64,AA", "unsupported_scheme", "'data'")]
    public async Task A_redirect_that_cannot_be_followed_is_named(string location, string reason, string sentence)
    {
        var failure = await FailureAsync(_ => Redirect(location));
        Assert.Equal((reason, false), (failure.Reason.Name(), failure.Retryable));
        Assert.Contains(sentence, failure.Message, StringComparison.Ordinal);
        Assert.Contains("redirects", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("pw", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/c/d.png", "https://a.test/c/d.png"), InlineData("d.png", "https://a.test/b/d.png"), InlineData("?q=http://x", "https://a.test/b/a.png?q=http://x"), InlineData("./x:y", "https://a.test/b/x:y")]
    [InlineData("//c.test/d", "https://c.test/d"), InlineData("\\\\c.test\\d", "https://c.test/d"), InlineData(" https://c.test/\td ", "https://c.test/d"), InlineData("HTTPS:c.test/d", "https://c.test/d")]
    [InlineData("..\\e.png", "https://a.test/e.png"), InlineData("https://münchen.test/", "https://xn--mnchen-3ya.test/")]
    public async Task A_redirect_in_any_form_is_followed_as_browsers_do_also_with_300(string location, string expected)
    {
        foreach (var status in (HttpStatusCode[])[HttpStatusCode.MultipleChoices, HttpStatusCode.PermanentRedirect])
        {
            using var server = new AskedServer(uri => uri.AbsoluteUri == "https://a.test/b/a.png" ? Redirect(location, status) : AskedServer.Picture(1));
            using var downloader = new ImageDownloader(new IngestOptions(), server, TimeProvider.System);
            using var bytes = (await downloader.DownloadAsync("https://a.test/b/a.png", default, default)).Bytes;
            Assert.Equal(expected, server.Asked[^1].Url);
        }
    }

    [Fact]
    public async Task Headers_without_an_end_are_not_called_a_broken_connection()
    {
        await using var server = RawServer.Of($"HTTP/1.1 200 OK\nConnection: close\nX-Long: {new string('x', 300_000)}", [1]);
        using var downloader = new ImageDownloader(new IngestOptions(), ImageDownloader.CreateHandler(new IngestOptions()), TimeProvider.System);
        var failure = await Assert.ThrowsAsync<DownloadFailure>(() => downloader.DownloadAsync(server.Address + "/a", default, default));
        Assert.Contains("headers", failure.Message, StringComparison.Ordinal);
        Assert.Contains("too long", failure.Message, StringComparison.Ordinal);
    }

    private static HttpResponseMessage Redirect(string location, HttpStatusCode status = HttpStatusCode.Found)
    {
        var answer = new HttpResponseMessage(status);
        answer.Headers.TryAddWithoutValidation("Location", location);
        return answer;
    }

    private static async Task<DownloadFailure> FailureAsync(Func<Uri, HttpResponseMessage> answer)
    {
        using var downloader = new ImageDownloader(new IngestOptions(), new AskedServer(answer), TimeProvider.System);
        return await Assert.ThrowsAsync<DownloadFailure>(() => downloader.DownloadAsync("http://a.test/1", default, default));
    }
}
