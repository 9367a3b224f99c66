using System.Net;
using ImageRetrieval.Api.UrlQueries;
using ImageRetrieval.Fixtures;
using ImageRetrieval.ServiceDefaults.Network;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.Api.Tests;

public sealed class UrlQueryTests
{
    [Fact]
    public async Task Urls_are_off_unless_they_are_turned_on()
    {
        using var urls = Make(new UrlQueryOptions());
        var refusal = await RefusedAsync(urls, "https://example.com/a.png");
        Assert.Contains("Api:UrlQueries:Enabled", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("url_queries_off", refusal.Code);
    }

    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public async Task The_models_show_whether_urls_are_fetched(string enabled)
    {
        await using var server = new ApiServer().With("Api:UrlQueries:Enabled", enabled);
        using var client = server.CreateClient();
        Assert.EndsWith($"\"urlQueries\":{enabled}}}", await client.GetStringAsync("/v1/models"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.1/"), InlineData("http://2130706433/"), InlineData("http://0x7f.1/"), InlineData("http://0177.0.0.1/"), InlineData("http://127.1/")]
    [InlineData("http://[::1]/"), InlineData("http://[::ffff:127.0.0.1]/"), InlineData("http://[::ffff:7f00:1]/"), InlineData("http://169.254.169.254/latest/meta-data/")]
    public async Task Every_spelling_of_an_internal_address_is_rejected_before_a_connection(string url)
    {
        using var urls = Make(new UrlQueryOptions { Enabled = true }, (host, _) => throw new InvalidOperationException($"'{host}' is an address; nothing is to be looked up."));
        Assert.Contains("not public", (await RefusedAsync(urls, url)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_with_one_internal_address_among_public_ones_is_rejected()
    {
        using var urls = Make(new UrlQueryOptions { Enabled = true }, (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("8.8.8.8"), IPAddress.Loopback]));
        Assert.Contains("not public", (await RefusedAsync(urls, "http://pictures.test/a.png")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("file:///etc/passwd"), InlineData("ftp://pictures.test/a"), InlineData("gopher://pictures.test/"), InlineData("data:image/png;base64,AAAA"), InlineData("//pictures.test/a")]
    [InlineData("not a url"), InlineData(""), InlineData("http://user:secret@pictures.test/"), InlineData("http:///a")]
    public async Task Other_schemes_and_odd_addresses_are_rejected(string url)
    {
        using var urls = Make(new UrlQueryOptions { Enabled = true }, (_, _) => Task.FromResult<IPAddress[]>([]));
        Assert.Equal(400, (await RefusedAsync(urls, url)).Status);
    }

    [Fact]
    public async Task An_allowed_network_is_fetched_from_and_each_connection_looks_up_once()
    {
        await using var server = await PictureServer.StartAsync();
        var lookups = 0;
        using var urls = Make(Local(), (_, _) =>
        {
            lookups++;
            return Task.FromResult<IPAddress[]>([IPAddress.Loopback]);
        });
        server.Add("a.png", TestImages.Random(1));
        Assert.Equal(TestImages.Random(1), await urls.FetchAsync($"http://pictures.test:{new Uri(server.Address).Port}/a.png", CancellationToken.None));
        Assert.Equal(1, lookups);
    }

    [Fact]
    public async Task A_name_that_resolves_to_an_internal_address_later_is_rejected_at_the_next_connection()
    {
        await using var server = await PictureServer.StartAsync();
        var answers = new Queue<IPAddress>([IPAddress.Loopback, IPAddress.Parse("10.0.0.1")]);
        using var urls = Make(Local(), (_, _) => Task.FromResult<IPAddress[]>([answers.Dequeue()]));
        server.Add("a.png", TestImages.Random(1));
        var url = $"http://pictures.test:{new Uri(server.Address).Port}/a.png";
        await urls.FetchAsync(url, CancellationToken.None);
        Assert.Contains("not public", (await RefusedAsync(urls, url)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://10.0.0.1/a.png", "not public")]
    [InlineData("file:///etc/passwd", "must begin with")]
    [InlineData("/again", "redirects more than")]
    public async Task A_redirect_is_checked_like_the_first_address(string target, string reason)
    {
        await using var server = await RedirectServer.StartAsync(target);
        using var urls = Make(Local());
        Assert.Contains(reason, (await RefusedAsync(urls, server.Address + "/again")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_many_bytes_a_wrong_status_and_too_much_time_are_distinguished()
    {
        await using var server = await PictureServer.StartAsync();
        var options = Local();
        options.MaxBytes = 2000;
        using var urls = Make(options);
        Assert.Contains("2000 bytes", (await RefusedAsync(urls, server.Add("large.png", new byte[3000]))).Message, StringComparison.Ordinal);
        Assert.Contains("status 404", (await RefusedAsync(urls, server.Address + "/none")).Message, StringComparison.Ordinal);

        server.HoldFrom = server.Requests + 1;
        options.TimeoutSeconds = 0.2;
        using var hasty = Make(options);
        Assert.Contains("0.2 s", (await RefusedAsync(hasty, server.Address + "/none")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Urls_are_fetched_through_the_guard_and_no_proxy()
    {
        using var handler = UrlImages.CreateHandler(new UrlQueryOptions(), (_, _) => Task.FromResult<IPAddress[]>([]));
        Assert.Equal((false, false, false), (handler.UseProxy, handler.AllowAutoRedirect, handler.UseCookies));
        Assert.NotNull(handler.ConnectCallback);
    }

    [Fact]
    public async Task A_picture_with_a_content_coding_is_decoded_within_the_limit_and_an_unknown_one_is_named()
    {
        byte[] Gzip(byte[] bytes)
        {
            using var coded = new MemoryStream();
            using (var gzip = new System.IO.Compression.GZipStream(coded, System.IO.Compression.CompressionLevel.Fastest))
                gzip.Write(bytes);
            return coded.ToArray();
        }
        await using var server = await PictureServer.StartAsync();
        using var urls = Make(Local());
        server.Add("a.png", Gzip(TestImages.Random(1)), contentEncoding: "gzip");
        Assert.Equal(TestImages.Random(1), await urls.FetchAsync(server.Address + "/a.png", CancellationToken.None));
        Assert.Contains("too large", (await RefusedAsync(urls, server.Add("bomb.png", Gzip(new byte[40_000_000]), contentEncoding: "x-gzip"))).Message, StringComparison.Ordinal);
        Assert.Contains("'zstd'", (await RefusedAsync(urls, server.Add("z.png", [1], contentEncoding: "zstd"))).Message, StringComparison.Ordinal);
        Assert.Contains("truncated", (await RefusedAsync(urls, server.Add("cut.png", Gzip(TestImages.Random(1))[..^5], contentEncoding: "gzip"))).Message, StringComparison.Ordinal);
    }

    private static UrlQueryOptions Local() => new() { Enabled = true, AllowedNetworks = "127.0.0.0/8" };

    private static UrlImages Make(UrlQueryOptions options, NameLookup? lookup = null) => new(Options.Create(options), lookup ?? ((host, token) => Dns.GetHostAddressesAsync(host, token)));

    private static Task<RefusalException> RefusedAsync(UrlImages urls, string url) => Assert.ThrowsAsync<RefusalException>(() => urls.FetchAsync(url, CancellationToken.None));
}
