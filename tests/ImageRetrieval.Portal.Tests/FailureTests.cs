using System.Net;
using System.Xml.Linq;
using ImageRetrieval.Fixtures;

namespace ImageRetrieval.Portal.Tests;

/// <summary>The list of failures, its file, and retries with their outcome.</summary>
public sealed class FailureTests
{
    private const string List = "/v1/ingest/failures";

    [Fact]
    public async Task A_failure_is_shown_with_its_reason_in_words_where_it_is_and_when_it_is_tried()
    {
        using var site = With(Answer(1_201));
        var page = await site.GetAsync("/failures?reason=http_5xx&host=x.test:80&page=2");
        foreach (var words in (string[])["The host reported an error", "The server answered with status 503 <b>.", "http://x.test/7.jpg", "photos.csv, line 17", "1,201 failures", "Page 2 of 25", "x.test:80 (6)", "Local files (2)"])
            Assert.Contains(words, page.Text);
        Assert.DoesNotContain("<b>", page.Html);
        Assert.Contains("href=\"/failures?reason=http_5xx&host=x.test:80&page=3\"", page.Text);
        Assert.Contains("href=\"/failures/csv?reason=http_5xx&host=x.test:80\"", page.Text);
        Assert.Equal("?limit=50&offset=50&reason=http_5xx&host=x.test%3A80", site.Api.Requests.Single(r => r.Path == List).Query);
        var french = await site.GetAsync("/failures", ("Accept-Language", "fr"));
        Assert.Contains("Le serveur a signalé une erreur", french.Text);
        Assert.Contains("photos.csv, ligne 17", french.Text);
    }

    [Fact]
    public async Task Files_of_the_workers_machine_are_a_host_of_their_own()
    {
        using var site = With(Answer(2));
        await site.GetAsync("/failures?host=-");
        Assert.Equal("?limit=50&offset=0&host=", site.Api.Requests.Single(r => r.Path == List).Query);
    }

    [Theory]
    [InlineData("rejected", "missing_url", false)]
    [InlineData("permanent", "placeholder", false)]
    [InlineData("permanent", "http_4xx", true)]
    [InlineData("retryable", "something_new", true)]
    public async Task Only_what_a_retry_can_help_has_a_button(string state, string reason, bool can)
    {
        using var site = With(Answer(1, state, reason));
        var page = await site.GetAsync("/failures");
        Assert.Equal(can, page.Html.Contains("name=\"id\" value=\"7\"", StringComparison.Ordinal));
        Assert.Contains(reason, page.Text);
    }

    [Theory]
    [InlineData("", "", "7", "?id=7", "/failures?retried=6")]
    [InlineData("http_5xx", "x.test:80", "", "?reason=http_5xx&host=x.test%3A80", "/failures?reason=http_5xx&host=x.test:80&retried=6")]
    [InlineData("", "-", "", "?host=", "/failures?host=-&retried=6")]
    [InlineData("", "", "", "", "/failures?retried=6")]
    public async Task A_retry_is_sent_and_leads_back_to_the_list(string reason, string host, string id, string sent, string back)
    {
        using var site = With(Answer(6));
        Assert.EndsWith("retried=failed", (await site.PostAsync("/failures/retry", ("reason", reason), ("host", host), ("id", id))).Headers.Location!.OriginalString);
        site.Api.Json("/v1/ingest/retry", """{"images":6}""", HttpStatusCode.Accepted);
        Assert.Equal(back, (await site.PostAsync("/failures/retry", ("reason", reason), ("host", host), ("id", id))).Headers.Location!.OriginalString);
        Assert.Equal(sent, site.Api.Requests.Last(r => r.Path == "/v1/ingest/retry").Query);
    }

    [Theory]
    [InlineData("6", """{"images":6,"waiting":0,"stored":0,"failed":6}""", "Retried: 6. Failed again: 6.", "no")]
    [InlineData("6", """{"images":6,"waiting":3,"stored":1,"failed":2}""", "Retried: 6. Failed again: 2, downloaded: 1, in progress: 3.", "yes")]
    [InlineData("0", "null", "There was nothing to retry.", "no")]
    [InlineData("failed", "null", "The Worker could not be reached or refused the command.", "no")]
    public async Task The_outcome_of_a_retry_is_reported(string retried, string outcome, string words, string waiting)
    {
        using var site = With(Answer(6, outcome: outcome));
        var page = await site.GetAsync("/failures?retried=" + retried);
        Assert.Contains(words, page.Text);
        Assert.Contains($"data-waiting=\"{waiting}\"", page.Html);
        Assert.DoesNotContain("role=\"status\" data-key", (await site.GetAsync("/failures")).Html);
    }

    [Fact]
    public async Task The_file_has_all_rows_and_no_formulas()
    {
        using var site = With(Answer(1, detail: "=1+1"));
        var file = await site.GetAsync("/failures/csv?reason=http_5xx");
        Assert.Equal(
            ["list,line,id,url,host,reason,detail,state,lastTry,nextTry", "photos.csv,17,7,http://x.test/7.jpg,x.test:80,http_5xx,'=1+1,retryable,2026-03-01T12:00:00Z,2026-03-01T12:10:00Z"],
            file.Text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal("?limit=200&offset=0&reason=http_5xx", site.Api.Requests.Single().Query);
    }

    [Fact]
    public async Task Without_permission_visitors_see_no_failures_and_retry_none()
    {
        using var site = new PortalSite(("Portal:IngestCommands", "false"));
        site.Api.Json(List, Answer(1));
        Assert.Equal(HttpStatusCode.Forbidden, (await site.GetAsync("/failures")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await site.GetAsync("/failures/csv")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await site.PostAsync("/failures/retry")).Status);
        Assert.Empty(site.Api.Requests);
    }

    [Fact]
    public async Task Without_a_worker_the_remedy_is_shown()
    {
        using var site = new PortalSite();
        site.Api.Json(List, """{"detail":"No Worker is known: start the system with the AppHost."}""", HttpStatusCode.ServiceUnavailable);
        var page = await site.GetAsync("/failures");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, page.Status);
        Assert.Contains("No Worker is known", page.Text);
        Assert.Equal(HttpStatusCode.BadGateway, (await site.GetAsync("/failures/csv")).Status);
    }

    [Fact]
    public void Every_reason_has_words_in_both_languages()
    {
        foreach (var file in (string[])["Texts.resx", "Texts.fr.resx"])
        {
            var keys = XDocument.Load(Path.Combine(SharedData.RepositoryRoot, "ImageRetrieval.Portal", "Language", file)).Root!.Elements("data").Select(data => data.Attribute("name")!.Value).ToHashSet();
            Assert.All(Reasons(), reason => Assert.Contains("Reason." + reason, keys));
        }
    }

    // The Portal does not reference the collection; docs/ingest.md lists the reasons, and a test of the Worker keeps it complete.
    private static IEnumerable<string> Reasons() => File.ReadLines(Path.Combine(SharedData.RepositoryRoot, "docs", "ingest.md"))
        .SkipWhile(line => line != "## Reasons").TakeWhile(line => !line.StartsWith("The log", StringComparison.Ordinal))
        .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
        .SelectMany(line => line.Split('|')[1].Split(',')).Select(name => name.Trim(' ', '`'));

    private static PortalSite With(string answer)
    {
        var site = new PortalSite();
        site.Api.Json(List, answer);
        return site;
    }

    private static string Answer(int total, string state = "retryable", string reason = "http_5xx", string detail = "The server answered with status 503 <b>.", string outcome = "null") =>
        $$"""{"total":{{total}},"failures":[{"line":17,"id":"7","url":"http://x.test/7.jpg","host":"x.test:80","state":"{{state}}","reason":"{{reason}}","detail":"{{detail}}","list":"photos.csv","lastTry":"2026-03-01T12:00:00+00:00","nextTry":"2026-03-01T12:10:00+00:00"}],"reasons":{"http_5xx":6},"hosts":[{"host":"x.test:80","failed":6},{"host":"","failed":2}],"retried":{{outcome}}}""";
}
