using ImageRetrieval.Collection.Catalog;
using ImageRetrieval.Fixtures;
using ImageRetrieval.Worker.Download;
using ImageRetrieval.Worker.Ingest;

namespace ImageRetrieval.Worker.Tests.Download;

/// <summary>The forms in which people write URLs, read as browsers and RFC 8089 read them, and sentences that are true of those that cannot be read.</summary>
public sealed class UrlFormTests
{
    [Theory]
    [InlineData("http://a.test/b.jpg", "http://a.test/b.jpg")]
    [InlineData("  http://a.test/b.jpg \r\n", "http://a.test/b.jpg")]
    [InlineData("\u00a0\ufeffhttp://a.test/b.jpg\u200b\u2028", "http://a.test/b.jpg")]
    [InlineData("\0\u0001http://a.test/\u001f", "http://a.test/")]
    [InlineData("ht\ttp://a.t\nest/b\r\n.jpg", "http://a.test/b.jpg")]
    [InlineData("http://a\u200b.test/b.jpg", "http://a.test/b.jpg")]
    [InlineData("http://a.test/b\u200bc", "http://a.test/b%E2%80%8Bc")]
    [InlineData("http://a.test\\b\\c.jpg?d=\\e", "http://a.test/b/c.jpg?d=%5Ce")]
    [InlineData("http:\\\\a.test\\b", "http://a.test/b"), InlineData("http:/a.test/b", "http://a.test/b"), InlineData("http:a.test/b", "http://a.test/b"), InlineData("https:////a.test/b", "https://a.test/b")]
    [InlineData("HTTPS://A.TEST/B", "https://a.test/B")]
    [InlineData("http://münchen.test/ü?ü", "http://xn--mnchen-3ya.test/%C3%BC?%C3%BC"), InlineData("http://ＡＢ.test:81/", "http://ab.test:81/"), InlineData("http://例え。テスト/", "http://xn--r8jz45g.xn--zckzah/")]
    [InlineData("http://①②⑦.⓪.⓪.①/", "http://127.0.0.1/"), InlineData("http://2130706433/", "http://127.0.0.1/"), InlineData("http://[::1]:8080/a", "http://[::1]:8080/a")]
    [InlineData("http://a.test/b c|d", "http://a.test/b%20c%7Cd"), InlineData("http://a.test?q", "http://a.test/?q"), InlineData("http://a.test#f", "http://a.test/#f"), InlineData("http://a.test:/x", "http://a.test/x")]
    [InlineData("http://a_b.test/", "http://a_b.test/"), InlineData("http://a.test/x@y", "http://a.test/x@y"), InlineData("http://a.test/?m=x@y.z", "http://a.test/?m=x@y.z")]
    public void An_http_URL_is_read_as_browsers_read_it(string text, string expected)
    {
        Assert.True(ImageUrl.TryParse(text, out var url, out var problem), problem);
        Assert.Equal((expected, null, null), (url!.Address.AbsoluteUri, url.UserInfo, url.Authorization));
        Assert.Equal(url.Address.Authority, HostName.Of(text));
    }

    [Theory]
    [InlineData("http://user:pw@a.test/b", "user:pw"), InlineData("http://user@a.test/b", "user:"), InlineData("http://:pw@a.test/b", ":pw"), InlineData("http:user:pw@a.test/b", "user:pw")]
    [InlineData("http://u%40x:p%3Aw%2F@a.test/b", "u@x:p:w/"), InlineData("http://u:p:q@a.test/b", "u:p:q"), InlineData("http://u:p@q@a.test/b", "u:p@q"), InlineData("http://ü:ß@a.test/b", "ü:ß")]
    [InlineData("ht\ttp://us\ner:p\rw@a.test\\b", "user:pw"), InlineData("http://u:100%@a.test/b", "u:100%")]
    [InlineData("http://@a.test/b", null), InlineData("http://:@a.test/b", null)]
    public void Credentials_in_a_URL_become_a_Basic_header_and_are_not_part_of_the_address(string text, string? credentials)
    {
        Assert.True(ImageUrl.TryParse(text, out var url, out _));
        Assert.Equal("http://a.test/b", url!.Address.AbsoluteUri);
        Assert.Equal(credentials is null ? null : "Basic " + Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(credentials)), url.Authorization);
        Assert.Equal("a.test", HostName.Of(text));
    }

    [Theory]
    [InlineData("http://user:secret@a.test/b", "http://a.test/b"), InlineData("https://secret@a.test", "https://a.test"), InlineData("http:\\\\u:secret@a.test\\b", "http:\\\\a.test\\b")]
    [InlineData("http://u:secret@x@a.test/b", "http://a.test/b"), InlineData("ht\ttp://u:sec\nret@a.test/", "http://a.test/"), InlineData(" \ufeffhttp://u:secret@a.test/", "http://a.test/")]
    [InlineData("http:u:secret@a.test/b", "a.test/b"), InlineData("u:secret@a.test/b", "a.test/b"), InlineData("//u:secret@a.test/b", "//a.test/b"), InlineData("ftp://u:secret@a.test/b", "ftp://a.test/b")]
    [InlineData("http://u:secret@a.test:99999/b", "http://a.test:99999/b"), InlineData("http://u:secret@/b", "http:///b"), InlineData("HTTP://U:secret@A.test", "HTTP://A.test")]
    [InlineData("http://a.test/x@y.jpg", "http://a.test/x@y.jpg"), InlineData("http://a.test?m=x@y", "http://a.test?m=x@y"), InlineData("file:///home/x@y/a.png", "file:///home/x@y/a.png"), InlineData("/home/x@y/a.png", "/home/x@y/a.png")]
    public void Credentials_are_never_shown_even_if_the_URL_is_invalid(string text, string shown) => Assert.Equal(shown, ImageUrl.Shown(text));

    [Theory]
    [InlineData("images/1.jpg", "invalid_url", "must start with http:// or https://")]
    [InlineData("//a.test/1.jpg", "invalid_url", "must start with http:// or https://")]
    [InlineData("example.org:8080/a.jpg", "invalid_url", "has no scheme"), InlineData("localhost:80/a.jpg", "invalid_url", "has no scheme"), InlineData("u:pw@a.test/b", "invalid_url", "has no scheme")]
    [InlineData("http://", "invalid_url", "has no host"), InlineData("http:///", "invalid_url", "has no host"), InlineData("http://u:pw@/x", "invalid_url", "has no host"), InlineData("https://?x", "invalid_url", "has no host")]
    [InlineData("http://a.test:99999/x", "invalid_url", "port '99999'"), InlineData("http://a.test:0/x", "invalid_url", "port '0'"), InlineData("http://a.test:8o/x", "invalid_url", "port '8o'"), InlineData("http://a.test:-1/x", "invalid_url", "port '-1'")]
    [InlineData("http://127.0.0.1:65536/", "invalid_url", "port '65536'"), InlineData("http://a b.test/", "invalid_url", "host 'a b.test'"), InlineData("http://a\u00a0b.test/", "invalid_url", "not a valid name")]
    [InlineData("http://a<b>.test/", "invalid_url", "not a valid name"), InlineData("http://[::1/x", "invalid_url", "host"), InlineData("http://a..test/", "invalid_url", "host 'a..test'")]
    [InlineData("ftp://a.test/1.jpg", "unsupported_scheme", "'ftp'"), InlineData("data:image/png;base64,AAAA", "unsupported_scheme", "'data'"), InlineData("s3://bucket/a.jpg", "unsupported_scheme", "'s3'")]
    [InlineData("C:\\pictures\\a.jpg", "invalid_url", "file:///C:/pictures/a.jpg"), InlineData("d:/a.jpg", "invalid_url", "file:///d:/a.jpg")]
    public async Task Problems_of_a_URL_are_reported_correctly_and_without_its_secrets(string url, string reason, string sentence)
    {
        using var downloader = new ImageDownloader(new IngestOptions(), new Silent(), TimeProvider.System);
        var failure = await Assert.ThrowsAsync<DownloadFailure>(() => downloader.DownloadAsync(url, default, default));
        Assert.Equal((reason, false), (failure.Reason.Name(), failure.Retryable));
        Assert.Contains(sentence, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("pw", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_form_of_a_file_URL_is_read()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("a b.png");
        await File.WriteAllBytesAsync(path, [1, 2, 3]);
        var files = new LocalFiles(new IngestOptions { AllowedRoots = folder.Path });
        var escaped = path.Replace(" ", "%20", StringComparison.Ordinal);
        string[] forms = [$"file:{escaped}", $"file://{escaped}", $"file://localhost{escaped}", $"FILE://LocalHost{path}", $" \u200bfile:{escaped}\r\n", $"file:///{escaped.TrimStart('/')}", path];
        foreach (var form in forms)
        {
            Assert.True(FileUrl.Is(form));
            using var bytes = await files.ReadAsync(form, default);
            Assert.Equal(3, bytes.Length);
        }
        (string, string)[] others = [($"file://server{escaped}", "host 'server'"), ("file:a.png", "no absolute path"), ("file://", "no absolute path"), ("file:", "no absolute path")];
        foreach (var (form, sentence) in others)
        {
            Assert.True(FileUrl.Is(form));
            var failure = await Assert.ThrowsAsync<DownloadFailure>(() => files.ReadAsync(form, default));
            Assert.Equal((FailureReason.InvalidUrl, false), (failure.Reason, failure.Retryable));
            Assert.Contains(sentence, failure.Message, StringComparison.Ordinal);
        }
    }

    private sealed class Silent : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => throw new InvalidOperationException($"'{request.RequestUri}' must not be asked.");
    }
}
