using System.Net;

namespace ImageRetrieval.Portal.Tests;

/// <summary>Collection, ingest and duel as a browser without scripts sees them.</summary>
public sealed class PageTests
{
    [Fact]
    public async Task The_collection_is_shown_a_page_at_a_time_with_its_filters()
    {
        using var site = new PortalSite();
        var page = await site.GetAsync("/collection?page=2&f=kind:flower");
        Assert.Contains("id=\"total\">396 pictures</p>", page.Html);
        Assert.Contains("Page 2 of 9", page.Text);
        Assert.Contains("href=\"/collection?f=kind:flower&page=3\"", page.Text);
        Assert.Contains("href=\"/?q=id:1001\"", page.Html);
        Assert.Equal("?limit=48&offset=48&filter=%7B%22column%22:%22kind%22,%22in%22:%5B%22flower%22%5D%7D", site.Api.Requests.Last(r => r.Path == "/v1/images").Query);
    }

    [Fact]
    public async Task A_picture_is_found_by_its_id_or_reported_as_missing()
    {
        using var site = new PortalSite();
        Assert.Contains("A daisy up close", (await site.GetAsync("/collection?id=1001")).Text);
        var missing = await site.GetAsync("/collection?id=%3Cb%3E");
        Assert.Equal(HttpStatusCode.NotFound, missing.Status);
        Assert.Contains("There is no picture with the ID “<b>”", missing.Text);
        Assert.Contains("href=\"/?find=%3Cb%3E\"", missing.Html);
    }

    [Fact]
    public async Task The_ingest_page_shows_stages_rates_reasons_and_hosts()
    {
        using var site = new PortalSite();
        site.Api.Json("/v1/ingest", """{"state":"running","total":1200,"downloaded":600,"indexed":500,"failed":12,"etaSeconds":61,"list":"my.csv","rates":{"downloadsPerSecond":12.34,"bytesPerSecond":2500000,"embeddingsPerSecond":8},"reasons":{"http_404":10,"timeout":2},"hosts":[{"host":"example.org:80","active":3,"left":700,"downloaded":590,"failed":10,"nextTry":null}],"models":[{"name":"builtin","embedded":500,"published":"00000001","message":null}],"current":[{"stage":"download","id":"<i>","url":"u","seconds":1.26}]}""");
        var page = await site.GetAsync("/ingest");
        foreach (var words in (string[])["Running", "my.csv", "1,200", "about 65 s left", "12/s", "2.5\u202fMB/s", "http_404", "example.org:80", "00000001", "<i>", "1.3 s"])
            Assert.Contains(words, page.Text);
        Assert.Contains("<progress max=\"1200\" value=\"512\"", page.Html);
        Assert.Contains("name=\"reason\" value=\"http_404\"", page.Html);
        Assert.Contains("name=\"host\" value=\"example.org:80\"", page.Html);
        Assert.Contains("action=\"/ingest/pause\"", page.Html);
        Assert.Contains("2 h ago", page.Text);
        Assert.Contains("99.8", page.Text);
        Assert.Contains("49\u202fms", page.Text);
    }

    [Theory]
    [InlineData("/ingest/retry", "?reason=http_404", "reason", "http_404")]
    [InlineData("/ingest/retry", "?host=a%26b:80", "host", "a&b:80")]
    [InlineData("/ingest/pause", "", "reason", "x")]
    [InlineData("/ingest/resume", "", "reason", "x")]
    public async Task A_command_is_forwarded_and_its_outcome_shown(string path, string query, string field, string value)
    {
        using var site = new PortalSite();
        Assert.Equal("/ingest?said=failed", (await site.PostAsync(path, (field, value))).Headers.Location!.OriginalString);
        site.Api.Json("/v1" + path, "{}", HttpStatusCode.Accepted);
        var posted = await site.PostAsync(path, (field, value));
        Assert.Equal((HttpStatusCode.SeeOther, $"/ingest?said={path.Split('/')[^1]}"), (posted.Status, posted.Headers.Location!.OriginalString));
        Assert.Equal(query, site.Api.Requests[^1].Query);
    }

    [Theory]
    [InlineData("\"idle\"", "Waiting for work")]
    [InlineData("\"publishing\"", "Publishing the index")]
    [InlineData("\"somethingNew\"", "No reply from the Worker")]
    [InlineData("\"3\"", "No reply from the Worker")]
    [InlineData("null", "No reply from the Worker")]
    [InlineData("7", "No reply from the Worker")]
    public async Task The_state_of_the_Worker_is_shown_in_words(string state, string words)
    {
        using var site = new PortalSite();
        site.Api.Json("/v1/ingest", $$"""{"state":{{state}},"total":1}""");
        Assert.Contains(words, (await site.GetAsync("/ingest")).Text);
    }

    [Fact]
    public async Task Without_permission_visitors_cannot_send_commands()
    {
        using var site = new PortalSite(("Portal:IngestCommands", "false"));
        Assert.Equal(HttpStatusCode.Forbidden, (await site.PostAsync("/ingest/pause")).Status);
        Assert.DoesNotContain("/ingest/pause", (await site.GetAsync("/ingest")).Html);
        Assert.DoesNotContain(site.Api.Requests, r => r.Path == "/v1/ingest/pause");
    }

    [Fact]
    public async Task The_stream_is_forwarded_or_reported_as_missing()
    {
        using var site = new PortalSite();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await site.GetAsync("/ingest/stream")).Status);
        site.Api.Json("/v1/ingest/stream", "event: status\ndata: {}\n\n");
        var stream = await site.GetAsync("/ingest/stream");
        Assert.Equal("event: status\ndata: {}\n\n", stream.Html);
        Assert.Equal("text/event-stream", stream.ContentHeaders.ContentType!.ToString());
    }

    [Fact]
    public async Task A_comparison_marks_what_both_models_found_and_what_only_one_found()
    {
        using var site = new PortalSite();
        site.Api.SearchBy(
            ("builtin", [FakeApi.Hit("both", .9, version: "1a"), FakeApi.Hit("left", .8, version: "2a")]),
            ("resnet50", [FakeApi.Hit("right", .9, version: "3a"), FakeApi.Hit("both", .7, version: "1a")]));
        var page = await site.GetAsync("/duel?q=id:1001");
        Assert.Contains("1 of 2 pictures was found by both.", page.Text);
        Assert.Contains("href=\"#b-2\" data-twin=\"both\"", page.Html);
        Assert.Contains("href=\"#a-1\" data-twin=\"both\"", page.Html);
        Assert.Contains("only found by builtin", page.Text);
        Assert.Contains("only found by resnet50", page.Text);
        Assert.Contains("Nothing to compare yet", (await site.GetAsync("/duel")).Text);
    }

    [Theory]
    [InlineData("/collection"), InlineData("/duplicates"), InlineData("/failures"), InlineData("/batch"), InlineData("/ingest"), InlineData("/duel?q=id:1001")]
    public async Task Every_page_reports_that_the_api_is_down(string address)
    {
        using var site = new PortalSite();
        site.Api.IsDown = true;
        var page = await site.GetAsync(address);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, page.Status);
        Assert.Contains("The search service is not responding", page.Text);
    }
}
