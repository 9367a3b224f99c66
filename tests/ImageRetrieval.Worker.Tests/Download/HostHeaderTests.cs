using ImageRetrieval.Worker.Download;
using ImageRetrieval.Worker.Ingest;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.Worker.Tests.Download;

/// <summary>Headers and cookies by host, credentials of URLs, and https in the place of http: who is sent what.</summary>
public sealed class HostHeaderTests
{
    private const string Secret = "Basic dTpw"; // u:p

    [Fact]
    public async Task Credentials_of_a_URL_go_to_its_own_server_alone_also_over_redirects()
    {
        using var server = new AskedServer(uri => uri switch
        {
            { Host: "c.test" } => AskedServer.Picture(1),
            { Host: "a.test", AbsolutePath: "/1" } => AskedServer.Redirect("/2"),
            { Host: "a.test", AbsolutePath: "/2" } => AskedServer.Redirect("http://b.test/3"),
            { Host: "b.test" } => AskedServer.Redirect("http://a.test:81/4"),
            { Port: 81 } => AskedServer.Redirect("https://a.test/5"),
            { Scheme: "https" } => AskedServer.Redirect("https://x:y@c.test/6"),
            _ => AskedServer.Picture(1),
        });
        await DownloadAsync(server, new(), "http://u:p@a.test/1");

        Assert.Equal(
            [("http://a.test/1", Secret), ("http://a.test/2", Secret), ("http://b.test/3", ""), ("http://a.test:81/4", ""), ("https://a.test/5", ""), ("https://c.test/6", "Basic eDp5")],
            server.Asked.Take(5).Select(asked => (asked.Url, asked.Authorization)).Append((server.Asked[^1].Url, server.Asked[^1].Authorization)));
        Assert.DoesNotContain(server.Asked, asked => asked.Url.Contains('@', StringComparison.Ordinal));
    }

    [Fact]
    public async Task Headers_and_cookies_are_sent_to_their_hosts_and_the_more_exact_pattern_wins()
    {
        var options = Bind(
            ("Hosts:*:Headers:Referer", "https://all.test/"), ("Hosts:*.example.test:Headers:Referer", "https://below.test/"), ("Hosts:img.example.test:Headers:Referer", "https://img.test/"),
            ("Hosts:img.example.test:Headers:User-Agent", "Another/1.0"), ("Hosts:*.example.test:Cookies:session", "abc="), ("Hosts:*.example.test:Cookies:lang", "de"),
            ("Hosts:MÜNCHEN.test:Headers:Authorization", "Bearer key"), ("Hosts:*.deep.example.test:Headers:Referer", "https://deep.test/"));
        using var server = new AskedServer(_ => AskedServer.Picture(1));
        string[] hosts = ["other.test", "example.test", "www.example.test", "img.example.test", "a.deep.example.test", "notexample.test", "xn--mnchen-3ya.test", "img.example.test:8080"];
        foreach (var host in hosts)
            await DownloadAsync(server, options, $"http://{host}/a");

        Assert.Equal(
            ["all", "all", "below", "img", "deep", "all", "all", "img"],
            server.Asked.Select(asked => new Uri(asked.Referer).Host.Split('.')[0]));
        Assert.Equal(["", "", "session=abc=; lang=de", "session=abc=; lang=de", "session=abc=; lang=de", "", "", "session=abc=; lang=de"], server.Asked.Select(asked => string.Join("; ", asked.Cookie.Split("; ").OrderDescending())));
        Assert.Equal(["Bearer key"], server.Asked.Select(asked => asked.Authorization).Where(value => value.Length > 0));
        Assert.All(server.Asked, asked => Assert.StartsWith(asked.Url.Contains("img.", StringComparison.Ordinal) ? "Another/1.0" : "ImageRetrieval/", asked.UserAgent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_redirect_takes_no_host_s_headers_along()
    {
        var options = Bind(("Hosts:a.test:Headers:Authorization", "Bearer key"), ("Hosts:a.test:Cookies:c", "d"));
        using var server = new AskedServer(uri => uri.Host == "a.test" ? AskedServer.Redirect("http://b.test/") : AskedServer.Picture(1));
        await DownloadAsync(server, options, "http://a.test/");
        Assert.Equal([("http://a.test/", "Bearer key", "c=d"), ("http://b.test/", "", "")], server.Asked.Select(asked => (asked.Url, asked.Authorization, asked.Cookie)));
    }

    [Fact]
    public async Task Http_becomes_https_by_option_and_a_redirect_back_too()
    {
        using var server = new AskedServer(uri => uri.AbsolutePath == "/1" ? AskedServer.Redirect("http://b.test/2") : AskedServer.Picture(1));
        await DownloadAsync(server, Bind(("UpgradeToHttps", "true")), "http://a.test/1");
        await DownloadAsync(server, Bind(("UpgradeToHttps", "true")), "http://u:p@a.test:81/3");
        Assert.Equal(["https://a.test/1", "https://b.test/2", "https://a.test:81/3"], server.Asked.Select(asked => asked.Url));
    }

    [Fact]
    public async Task A_redirect_from_https_to_http_is_followed_by_option_and_without_secrets()
    {
        var headers = new[] { ("Hosts:*:Headers:Authorization", "Bearer key"), ("Hosts:*:Cookies:c", "d"), ("Hosts:*:Headers:Referer", "https://r.test/") };
        using var server = new AskedServer(uri => uri.Scheme == "https" ? AskedServer.Redirect("http://a.test/2") : AskedServer.Picture(1));
        var failure = await Assert.ThrowsAsync<DownloadFailure>(() => DownloadAsync(server, Bind(headers), "https://a.test/1"));
        Assert.Contains("Download:FollowToHttp", failure.Message, StringComparison.Ordinal);
        server.Asked.Clear();

        await DownloadAsync(server, Bind([.. headers, ("FollowToHttp", "true")]), "https://a.test/1");
        Assert.Equal([("https://a.test/1", "Bearer key", "c=d", "https://r.test/"), ("http://a.test/2", "", "", "https://r.test/")], server.Asked.Select(asked => (asked.Url, asked.Authorization, asked.Cookie, asked.Referer)));
    }

    [Theory]
    [InlineData("Hosts:a.test:Headers:Host", "b.test", "cannot be set"), InlineData("Hosts:a.test:Headers:Content-Length", "3", "cannot be set"), InlineData("Hosts:a.test:Headers:accept-encoding", "zstd", "cannot be set")]
    [InlineData("Hosts:a.test:Headers:If-None-Match", "x", "cannot be set"), InlineData("Hosts:a.test:Headers:Bad Name", "x", "not a header"), InlineData("Hosts:a.test:Headers:Authorization", "geheim\r\nX: y", "line break")]
    [InlineData("Hosts:a.test:Headers:Authorization", "geheimnüss", "non-ASCII"), InlineData("Hosts:a.test:Headers:Referer", " ", "is empty"), InlineData("Hosts:a.test:Cookies:s", "geheim; t=1", "semicolon")]
    [InlineData("Hosts:a.test:Cookies:a b", "geheim", "not a cookie"), InlineData("Hosts:https://a.test:Headers:X", "geheim", "without scheme and port"), InlineData("Hosts:a.test:8080:Headers:X", "geheim", "without scheme and port"), InlineData("Hosts:a.test/x:Headers:X", "geheim", "not a host"), InlineData("Hosts:a.*.test:Headers:X", "geheim", "not a host")]
    [InlineData("Hosts:*a.test:Headers:X", "geheim", "not a host"), InlineData("Hosts:u@a.test:Headers:X", "geheim", "not a host"), InlineData("Hosts:*.127.0.0.1:Headers:X", "geheim", "not a host"), InlineData("Hosts:*.:Headers:X", "geheim", "not a host")]
    public async Task Headers_that_cannot_be_sent_are_rejected_at_start_and_their_values_are_not_shown(string key, string value, string sentence)
    {
        using var worker = new TestWorker();
        worker.WriteList(["http://a.test/1,1"]);
        await using var app = worker.Build($"--Download:{key}={value}");
        var error = Assert.Throws<OptionsValidationException>(() => app.Services.GetRequiredService<IOptions<DownloadOptions>>().Value);
        Assert.Contains(sentence, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_are_given_on_the_command_line_too()
    {
        using var worker = new TestWorker();
        worker.WriteList(["http://a.test/1,1"]);
        await using var app = worker.Build("--Download:Hosts:*.a.test:Headers:Referer=https://x.test/?a=b", "--Download:Hosts:*.a.test:Cookies:s", "1=2", "--Download:UpgradeToHttps=true");
        var options = app.Services.GetRequiredService<IOptions<DownloadOptions>>().Value;
        Assert.Equal(["Referer: https://x.test/?a=b", "Cookie: s=1=2"], options.Hosts["*.a.test"].Sent.Select(header => $"{header.Key}: {header.Value}"));
        Assert.True(options.UpgradeToHttps);
    }

    private static DownloadOptions Bind(params (string Key, string Value)[] settings)
    {
        var options = new DownloadOptions();
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build().Bind(options);
        return options;
    }

    private static async Task DownloadAsync(AskedServer server, DownloadOptions options, string url)
    {
        using var downloader = new ImageDownloader(new IngestOptions { MaxRedirects = 10 }, new Kept(server), TimeProvider.System, options);
        using var bytes = (await downloader.DownloadAsync(url, default, default)).Bytes;
    }

    // The server outlives the downloaders of a test.
    private sealed class Kept(AskedServer server) : HttpMessageHandler
    {
        private readonly HttpMessageInvoker _server = new(server, disposeHandler: false);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => _server.SendAsync(request, cancellationToken);
    }
}
