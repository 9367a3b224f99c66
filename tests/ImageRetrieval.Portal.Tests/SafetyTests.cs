using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using ImageRetrieval.Portal.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.Portal.Tests;

public sealed partial class SafetyTests
{
    private const string Markup = "\"><script>alert(1)</script><img src=x onerror=alert(2)>'\u0001\u202e";

    [Fact]
    public async Task Names_ids_titles_and_models_with_markup_are_shown_as_text()
    {
        using var site = new PortalSite();
        var evil = JsonSerializer.Serialize(Markup);
        var id = Uri.EscapeDataString("<b>&\"'");
        var image = $$"""{"id":"<b>&\"'","name":{{evil}},"metadata":{"title":{{evil}}},"width":4,"height":3}""";
        site.Api.Json("/v1/models", $$"""{"default":"builtin","models":[{"name":{{evil}},"description":{{evil}},"state":"ready"}]}""");
        site.Api.Json("/v1/ingest", $$$"""{"state":"running","total":2,"indexed":1,"failed":1,"downloaded":1,"reasons":{ {{{evil}}}:1}}""");
        site.Api.Json("/v1/images", $$"""{"total":1,"items":[{{image}}]}""");
        site.Api.Json("/v1/images/" + id, image);
        site.Api.Picture($"/v1/images/{id}/original", "image/jpeg", [1]);
        site.Api.Json("/v1/facets", $$"""{"count":9,"columns":[{"column":{{evil}},"type":"text","distinct":2,"values":[{"value":{{evil}},"count":5}]}]}""");
        site.Api.Search(FakeApi.Hit(Markup, .5, version: "1a", title: Markup, name: Markup, copies: "copy" + Markup));

        foreach (var page in (Page[])[await site.GetAsync("/"), await site.GetAsync("/?q=id:" + id), await site.UploadAsync(PortalSite.SomePicture, "<script>alert(1).jpg"),
            await site.GetAsync("/collection"), await site.GetAsync("/ingest"), await site.GetAsync("/duel?q=id:" + id), await site.GetAsync("/?q=url:http://x/" + Uri.EscapeDataString(Markup) + "&f=" + Uri.EscapeDataString("a:" + Markup))])
        {
            Assert.DoesNotContain("<script>alert", page.Html);
            Assert.DoesNotContain("<img src=x", page.Html);
            Assert.DoesNotContain("<b>&\"'", page.Html);
            Assert.Contains("&lt;script&gt;", page.Html);
        }
    }

    [Fact]
    public async Task Requests_and_messages_of_the_api_are_shown_as_text()
    {
        using var site = new PortalSite();
        site.Api.Json("/v1/search", $$$"""{"detail":{{{JsonSerializer.Serialize(Markup)}}}}""", HttpStatusCode.BadRequest);
        foreach (var page in (Page[])[await site.UploadAsync(PortalSite.SomePicture), await site.GetAsync("/?q=id:" + Uri.EscapeDataString("<script>x")), await site.UploadAsync(PortalSite.SomePicture, fields: [("model", "<script>x")])])
        {
            Assert.DoesNotContain("<script>x", page.Html);
            Assert.DoesNotContain("<script>alert", page.Html);
            Assert.Contains("&lt;script&gt;", page.Html);
        }
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/?q=id:1001")]
    [InlineData("/status")]
    [InlineData("/nope")]
    [InlineData("/css/base.css")]
    [InlineData("/collection")]
    [InlineData("/ingest")]
    [InlineData("/duel?q=id:1001")]
    public async Task Every_answer_carries_the_security_headers(string address)
    {
        using var site = new PortalSite();
        var page = await site.GetAsync(address);
        var policy = page.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Equal(PortalHeaders.ContentSecurityPolicy, policy);
        Assert.DoesNotContain("unsafe", policy);
        Assert.DoesNotContain("http", policy);
        Assert.Equal("nosniff", page.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("same-origin", page.Headers.GetValues("Referrer-Policy").Single());
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/?q=id:1001")]
    public async Task Pages_comply_with_the_policy(string address)
    {
        using var site = new PortalSite();
        var html = (await site.GetAsync(address)).Html;
        Assert.DoesNotMatch(InlineCode(), html);
        Assert.DoesNotMatch(OtherHost(), html);
        Assert.DoesNotContain("__RequestVerificationToken", html);
    }

    [Fact]
    public async Task The_page_is_small_and_compressed()
    {
        using var site = new PortalSite();
        var page = await site.GetAsync("/?q=id:1001", ("Accept-Encoding", "br"));
        Assert.Contains("br", page.ContentHeaders.ContentEncoding);
        Assert.InRange(page.Bytes.Length, 500, 16_000);
    }

    [Fact]
    public async Task Scripts_and_styles_are_cached_permanently_under_an_address_that_changes_with_them()
    {
        using var site = new PortalSite();
        var html = (await site.GetAsync("/")).Html;
        var script = ScriptPattern().Match(html).Groups[1].Value;
        Assert.Matches("^/a/[0-9a-f]{12}/js/main.js$", script);
        var file = await site.GetAsync(script);
        Assert.Equal(HttpStatusCode.OK, file.Status);
        Assert.Equal("public, max-age=31536000, immutable", file.Headers.GetValues("Cache-Control").Single());
        Assert.Equal("no-cache", (await site.GetAsync("/a/0123456789ab/js/main.js")).Headers.GetValues("Cache-Control").Single());
        Assert.Equal(HttpStatusCode.NotFound, (await site.GetAsync(script.Replace("main", "none", StringComparison.Ordinal))).Status);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site", "same-site", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "https://elsewhere.example", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "null", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site", "same-origin", HttpStatusCode.OK)]
    [InlineData("Origin", "http://localhost", HttpStatusCode.OK)]
    public async Task Only_this_sites_own_pages_may_post(string header, string value, HttpStatusCode status)
    {
        using var site = new PortalSite();
        Assert.Equal(status, (await site.UploadAsync(PortalSite.SomePicture, headers: (header, value))).Status);
    }

    [Theory]
    [InlineData("GET", "/")]
    [InlineData("GET", "/collection")]
    [InlineData("GET", "/images/1001/original")]
    [InlineData("GET", "/ingest/stream")]
    [InlineData("GET", "/css/base.css")]
    [InlineData("POST", "/")]
    [InlineData("POST", "/ingest/pause")]
    [InlineData("POST", "/export")]
    public async Task A_site_whose_name_resolves_to_this_machine_is_refused(string method, string address)
    {
        using var site = new PortalSite();
        using var client = site.CreateClient();
        using var request = new HttpRequestMessage(new HttpMethod(method), address);
        request.Headers.Host = "evil.example";
        // What a browser says of a page that was loaded under that name.
        request.Headers.TryAddWithoutValidation("Origin", "http://evil.example");
        request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", "same-origin");
        using var answer = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("'evil.example' is not a name of this service", await answer.Content.ReadAsStringAsync());
        Assert.Empty(site.Api.Requests);
    }

    [Theory]
    [InlineData("photos.example")]
    [InlineData("192.168.1.20")]
    [InlineData("[fd00::7]:5080")]
    public async Task Configured_names_and_addresses_are_accepted(string host)
    {
        using var site = new PortalSite(("AllowedHosts", "photos.example"));
        var page = await site.GetAsync("/", ("Host", host));
        Assert.Equal(HttpStatusCode.OK, page.Status);
    }

    [Theory]
    [InlineData("Portal:MaxUploadMegabytes", "0")]
    [InlineData("Portal:ApiTimeoutSeconds", "601")]
    [InlineData("Portal:KeptUploads", "0")]
    [InlineData("Portal:DashboardAddress", "javascript:alert(1)")]
    [InlineData("Portal:PublicApiAddress", "javascript:alert(1)")]
    [InlineData("Portal:ApiAddress", "ftp://api")]
    [InlineData("Portal:ApiAddress", "api:8000")]
    public async Task An_invalid_option_is_named_and_prevents_the_start(string key, string value)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration[key] = value;
        builder.AddPortal();
        await using var app = builder.Build();
        // What RunService asks before the start, and turns into a sentence and exit code 1.
        var failure = Assert.Throws<OptionsValidationException>(() => app.Services.GetRequiredService<IStartupValidator>().Validate());
        Assert.Contains(key, failure.Message);
    }

    [GeneratedRegex("""\sstyle=|<style|<script(?![^>]*\ssrc=)|\son[a-z]+=""")]
    private static partial Regex InlineCode();

    [GeneratedRegex("<script type=\"module\" src=\"([^\"]+)\"")]
    private static partial Regex ScriptPattern();

    [GeneratedRegex("""(?:src|href|action)="(?:https?:)?//""")]
    private static partial Regex OtherHost();
}
