using System.Net;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using ImageRetrieval.Fixtures;
using Microsoft.AspNetCore.Http;

namespace ImageRetrieval.Portal.Tests;

/// <summary>Commands and texts for operators are for the browsers of this machine only, unless it is configured.</summary>
public sealed partial class RoleTests
{
    private const string Unset = "";

    private static readonly string[] s_pages = ["/", "/?q=id:1001", "/?q=id:nobody", "/collection", "/duplicates", "/batch", "/ingest", "/ingest?said=failed", "/failures", "/status", "/duel?q=id:1001", "/nope"];

    [Theory]
    [InlineData(Unset, "127.0.0.1", "localhost", null, true)]
    [InlineData(Unset, "::1", "[::1]:5080", null, true)]
    [InlineData(Unset, "::ffff:127.0.0.1", "127.0.0.1:5080", null, true)]
    [InlineData(Unset, "192.168.1.20", "localhost", null, false)]
    [InlineData(Unset, null, "localhost", null, false)]
    // A reverse proxy on this machine.
    [InlineData(Unset, "127.0.0.1", "photos.example", null, false)]
    [InlineData(Unset, "127.0.0.1", "localhost", "X-Forwarded-For", false)]
    [InlineData(Unset, "127.0.0.1", "localhost", "Forwarded", false)]
    [InlineData(Unset, "127.0.0.1", "localhost", "Via", false)]
    [InlineData("false", "127.0.0.1", "localhost", null, false)]
    [InlineData("true", "192.168.1.20", "photos.example", "X-Forwarded-For", true)]
    public async Task Only_operators_may_send_commands(string option, string? sender, string host, string? header, bool isOperator)
    {
        using var site = new PortalSite(("Portal:IngestCommands", option), ("AllowedHosts", "photos.example")) { Sender = sender is null ? null : IPAddress.Parse(sender) };
        site.Api.Json("/v1/ingest/pause", "{}", HttpStatusCode.Accepted);
        using var client = site.CreateClient(new() { AllowAutoRedirect = false });
        using var request = new HttpRequestMessage(HttpMethod.Post, "/ingest/pause");
        request.Headers.Host = host;
        if (header is not null)
            request.Headers.TryAddWithoutValidation(header, "203.0.113.5");
        using var answer = await client.SendAsync(request);
        Assert.Equal(isOperator ? HttpStatusCode.SeeOther : HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal(isOperator, site.Api.Requests.Any(asked => asked.Path == "/v1/ingest/pause"));
    }

    [Fact]
    public async Task Requests_of_a_proxy_that_adds_no_header_are_recognised_by_their_version()
    {
        using var site = new PortalSite(("Portal:IngestCommands", Unset)) { Sender = IPAddress.Loopback };
        var context = await site.Server.SendAsync(context =>
        {
            context.Request.Protocol = "HTTP/1.0";
            (context.Request.Method, context.Request.Path, context.Request.Host) = ("POST", "/ingest/pause", new("localhost:5080"));
        });
        Assert.Equal(StatusCodes.Status403Forbidden, context.Response.StatusCode);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task No_page_shows_texts_for_operators_to_visitors(bool isDown)
    {
        using var site = new PortalSite(("Portal:IngestCommands", Unset), ("Portal:DashboardAddress", "http://localhost:15888")) { Sender = IPAddress.Parse("192.168.1.20") };
        site.Api.Json("/v1/ingest", """
            {"state":"failed","total":9,"message":"Disk /srv/full","list":"/srv/list.csv","waiting":"Waiting for a.test","reasons":{"http_5xx":3},"models":[{"name":"builtin","embedded":1,"message":"weights /srv"}],
             "hosts":[{"host":"a.test","active":1,"left":2,"downloaded":3,"failed":4}],"current":[{"stage":"embed","id":"secret","seconds":1}]}
            """);
        site.Api.IsDown = isDown;
        foreach (var address in s_pages)
        {
            var page = await site.GetAsync(address);
            Assert.DoesNotMatch(OperatorText(), page.Text);
            Assert.DoesNotMatch("/srv/|a\\.test|secret|15888|action=\"/ingest/|action=\"/failures/retry|http_5xx", page.Text);
        }
        if (!isDown)
        {
            site.Api.Json("/v1/ingest/stream", "event: status\ndata: {\"list\":\"/srv/list.csv\"}\n\n: alive\n\n");
            Assert.Equal("event: status\ndata: {}\n\n: alive\n\n", (await site.GetAsync("/ingest/stream")).Html);
        }
        Assert.Equal(HttpStatusCode.Forbidden, (await site.GetAsync("/failures")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await site.GetAsync("/failures/csv")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await site.PostAsync("/failures/retry")).Status);
    }

    [Fact]
    public async Task Operators_see_what_they_can_do()
    {
        using var site = new PortalSite(("Portal:IngestCommands", Unset)) { Sender = IPAddress.Loopback };
        Assert.Contains("action=\"/ingest/pause\"", (await site.GetAsync("/ingest")).Html);
        site.Api.IsDown = true;
        Assert.Contains("dotnet run --project ImageRetrieval.AppHost", (await site.GetAsync("/")).Text);
        Assert.Contains("Check that the Portal is still running.", (await site.GetAsync("/")).Text);
    }

    [Theory]
    [InlineData("Texts.resx")]
    [InlineData("Texts.fr.resx")]
    public void Texts_about_logs_options_and_programs_are_marked_as_for_operators(string file)
    {
        var texts = XDocument.Load(Path.Combine(SharedData.RepositoryRoot, "ImageRetrieval.Portal", "Language", file)).Root!.Elements("data")
            .ToDictionary(data => data.Attribute("name")!.Value, data => data.Value, StringComparer.Ordinal);
        Assert.Empty(texts.Where(text => !text.Key.EndsWith(".Operator", StringComparison.Ordinal)
            // Only operators see the outcome of a command.
            && !text.Key.StartsWith("Ingest.Said.", StringComparison.Ordinal) && OperatorText().IsMatch(text.Value)).Select(text => text.Key));
        Assert.All(texts.Keys.Where(key => key.EndsWith(".Operator", StringComparison.Ordinal)), key => Assert.Contains(key[..^".Operator".Length], texts.Keys));
    }

    [GeneratedRegex("dashboard|tableau de bord|dotnet run|(Portal|Api|Worker):[A-Z]|[’']s log|\\blog of\\b|\\bjournal\\b|If you run this site|Si vous administrez|the Portal is still running")]
    private static partial Regex OperatorText();
}
