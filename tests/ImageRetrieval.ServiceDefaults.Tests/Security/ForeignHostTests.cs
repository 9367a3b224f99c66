using System.Net;
using ImageRetrieval.ServiceDefaults.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.ServiceDefaults.Tests.Security;

/// <summary>DNS rebinding: a foreign name that points to this machine is refused.</summary>
public sealed class ForeignHostTests
{
    [Theory]
    [InlineData("localhost")]
    [InlineData("localhost:8000")]
    [InlineData("LocalHost.:8000")]
    [InlineData("api.dev.localhost:1234")]
    [InlineData("127.0.0.1:8000")]
    [InlineData("127.8.9.1")]
    [InlineData("[::1]:8000")]
    [InlineData("[fd00::17]")]
    [InlineData("192.168.1.20:8000")]
    [InlineData("0.0.0.0:8000")]
    [InlineData("")]
    public async Task Addresses_and_localhost_are_allowed_without_an_option(string host) =>
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(host)).StatusCode);

    [Theory]
    [InlineData("evil.example")]
    [InlineData("EVIL.example:8000")]
    [InlineData("evil.example.")]
    [InlineData("localhost.evil.example")]
    [InlineData("127.0.0.1.evil.example:8000")]
    [InlineData("notlocalhost")]
    [InlineData("evil")]
    [InlineData("localhost..")]
    [InlineData("127.1")]
    [InlineData("2130706433")]
    [InlineData("0x7f000001")]
    public async Task Foreign_names_are_refused_with_the_remedy(string host)
    {
        using var response = await AskAsync(host);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains("AllowedHosts", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_machine_the_addresses_of_the_configuration_and_Aspire_name_the_service()
    {
        (string, string)[] settings = [("urls", "http://photos.lan:8000;http://*:9000;http://[::]:9001"), ("OTEL_SERVICE_NAME", "api"), ("Kestrel:Endpoints:tls:Url", "https://safe.lan")];
        foreach (var host in (string[])[Environment.MachineName, Environment.MachineName + ".local:80", "photos.lan:8000", "safe.lan", "API"])
            Assert.Equal(HttpStatusCode.OK, (await AskAsync(host, settings)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await AskAsync("lan", settings)).StatusCode);
    }

    [Fact]
    public async Task Further_names_are_added_by_an_option()
    {
        (string, string)[] settings = [("AllowedHosts", "photos.example; *.intern.example;bücher.example")];
        foreach (var host in (string[])["photos.example", "Photos.Example.:443", "a.intern.example", "a.b.intern.example", "xn--bcher-kva.example", "localhost"])
            Assert.Equal(HttpStatusCode.OK, (await AskAsync(host, settings)).StatusCode);
        foreach (var host in (string[])["intern.example", "evilintern.example", "sub.photos.example", "photos.example.evil.example"])
            Assert.Equal(HttpStatusCode.BadRequest, (await AskAsync(host, settings)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync("any.example", ("AllowedHosts", "*"))).StatusCode);
    }

    [Fact]
    public async Task A_forwarded_host_changes_nothing()
    {
        Assert.Equal(HttpStatusCode.OK, (await AskAsync("localhost", [], ("X-Forwarded-Host", "evil.example"), ("X-Original-Host", "evil.example"))).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await AskAsync("evil.example", [], ("X-Forwarded-Host", "localhost"), ("Forwarded", "host=localhost"))).StatusCode);
    }

    [Theory]
    [InlineData("http://photos.example")]
    [InlineData("photos.example:8000")]
    [InlineData("photos.example/path")]
    [InlineData("*photos.example")]
    [InlineData("a..b")]
    public void An_invalid_option_is_reported_at_the_start(string value)
    {
        using var provider = TestHost.CreateBuilder(("AllowedHosts", "good.example;" + value)).Services.BuildServiceProvider();
        var error = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IStartupValidator>().Validate());
        Assert.StartsWith($"AllowedHosts has '{value}'", Assert.Single(error.Failures), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("localhost:8000", "http://localhost:8000", false)]
    [InlineData("localhost:8000", "https://localhost:8000", false)]
    [InlineData("localhost:8000", "http://localhost:3000", true)]
    [InlineData("192.168.1.20:8000", "http://192.168.1.20:8000", false)]
    [InlineData("192.168.1.20:8000", "http://203.0.113.7", true)]
    [InlineData("localhost:8000", "null", true)]
    [InlineData("localhost:8000", "file://", true)]
    [InlineData("localhost:8000", "", true)]
    [InlineData("evil.example:8000", "http://evil.example:8000", true)]
    [InlineData("localhost:8000", "https://photos.example", false)]
    [InlineData("photos.example", "https://photos.example", false)]
    public void A_page_is_foreign_unless_a_known_host_sent_it(string host, string origin, bool isForeign)
    {
        // Even where any host may ask, no page of any host is our own.
        foreach (var option in (string[])["photos.example", "photos.example;*"])
        {
            using var provider = TestHost.CreateBuilder(("AllowedHosts", option)).Services.BuildServiceProvider();
            var request = new DefaultHttpContext { Request = { Scheme = "http", Host = new HostString(host) } }.Request;
            request.Headers.Origin = origin;
            Assert.Equal(isForeign, provider.GetRequiredService<AllowedHosts>().IsForeignPage(request));
        }
    }

    [Theory]
    [InlineData("cross-site", true)]
    [InlineData("same-site", true)]
    [InlineData("same-origin", false)]
    [InlineData("none", false)]
    public void The_origin_that_a_browser_sends_is_respected(string site, bool isForeign)
    {
        using var provider = TestHost.CreateBuilder().Services.BuildServiceProvider();
        var request = new DefaultHttpContext { Request = { Host = new HostString("localhost") } }.Request;
        request.Headers["Sec-Fetch-Site"] = site;
        Assert.Equal(isForeign, provider.GetRequiredService<AllowedHosts>().IsForeignPage(request));
    }

    private static Task<HttpResponseMessage> AskAsync(string host, params (string Key, string Value)[] settings) => AskAsync(host, settings, []);

    private static async Task<HttpResponseMessage> AskAsync(string host, (string Key, string Value)[] settings, params (string Name, string Value)[] headers)
    {
        var builder = TestHost.CreateBuilder(settings);
        var pipeline = new ApplicationBuilder(builder.Services.BuildServiceProvider());
        pipeline.UseAllowedHosts();
        pipeline.Run(context => context.Response.WriteAsync("ours"));
        return await AnswerAsync(pipeline, host, headers);
    }

    private static async Task<HttpResponseMessage> AnswerAsync(ApplicationBuilder pipeline, string host, (string Name, string Value)[] headers)
    {
        using var scope = pipeline.ApplicationServices.CreateScope();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider, Request = { Host = new HostString(host) } };
        foreach (var (name, value) in headers)
            context.Request.Headers[name] = value;
        using var body = new MemoryStream();
        context.Response.Body = body;
        await pipeline.Build()(context);
        var answer = new HttpResponseMessage((HttpStatusCode)context.Response.StatusCode) { Content = new ByteArrayContent(body.ToArray()) };
        if (context.Response.ContentType is { } type)
            answer.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        return answer;
    }
}
