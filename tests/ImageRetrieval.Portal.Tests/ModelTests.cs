using System.Net;

namespace ImageRetrieval.Portal.Tests;

/// <summary>The page of models and snapshots, what differs between two of these, and searches that name one.</summary>
public sealed class ModelTests
{
    private const string Snapshots = """
        {"snapshots":[
        {"model":"builtin","version":"00000007","isCurrent":true,"isPinned":false,"isSearchable":true,"images":396,"created":"2026-01-31T12:00:00+00:00","bytes":1205862},
        {"model":"builtin","version":"00000006","isCurrent":false,"isPinned":false,"isSearchable":true,"images":390,"created":"2026-01-30T12:00:00+00:00","bytes":1105862},
        {"model":"builtin","version":"00000005","isCurrent":false,"isPinned":false,"isSearchable":false,"images":1,"created":"2026-01-29T12:00:00+00:00","bytes":5862},
        {"model":"builtin","version":"00000004","isCurrent":false,"isPinned":false,"isSearchable":false,"images":null,"created":null,"bytes":null}]}
        """;

    [Fact]
    public async Task Each_model_has_its_size_recall_times_and_snapshots()
    {
        using var site = With(Snapshots);
        var page = await site.GetAsync("/models");
        foreach (var words in (string[])["builtin", "Default", "It does not recognize what is shown.", "396", "512", "1.2\u202fMB", "99.87%", "4.2\u202fms", "60\u202fms", "the mean of 50 searches", "00000007", "In use", "390 pictures", "31 Jan 2026", "1 picture ·", "Other weights", "This snapshot cannot be read.", "resnet50"])
            Assert.Contains(words, page.Text);
        Assert.Contains("href=\"/?model=builtin&snapshot=00000006\"", page.Text);
        Assert.Contains("href=\"/models/changes?model=builtin&from=00000006&to=00000007\"", page.Text);
        Assert.DoesNotContain("snapshot=00000005", page.Text);
        Assert.DoesNotContain("from=00000004", page.Text);
        var french = await site.GetAsync("/models", ("Accept-Language", "fr"));
        Assert.Contains("Modèles et index", french.Text);
        Assert.Contains("Il ne reconnaît pas ce qui est montré.", french.Text);
        Assert.Contains("1,2\u202fMo", french.Text);
    }

    [Fact]
    public async Task Going_back_to_a_snapshot_is_a_command_to_the_Worker_and_its_outcome_is_reported()
    {
        using var site = With(Snapshots);
        Assert.Equal("/models?said=failed", (await site.PostAsync("/models/pin", ("model", "builtin"), ("version", "00000006"))).Headers.Location!.OriginalString);
        site.Api.Json("/v1/ingest/pin", """{"model":"builtin","version":"00000006"}""", HttpStatusCode.Accepted);
        site.Api.Json("/v1/ingest/rebuild", """{"models":["builtin"]}""", HttpStatusCode.Accepted);
        Assert.Equal("/models?said=pinned", (await site.PostAsync("/models/pin", ("model", "builtin"), ("version", "00000006"))).Headers.Location!.OriginalString);
        Assert.Equal("?model=builtin&version=00000006", site.Api.Requests.Last(request => request.Path == "/v1/ingest/pin").Query);
        Assert.Equal("/models?said=released", (await site.PostAsync("/models/pin", ("model", "builtin"))).Headers.Location!.OriginalString);
        Assert.Equal("?model=builtin", site.Api.Requests.Last(request => request.Path == "/v1/ingest/pin").Query);
        Assert.Equal("/models?said=rebuild", (await site.PostAsync("/models/rebuild")).Headers.Location!.OriginalString);
        foreach (var (said, words) in ((string, string)[])[("pinned", "Going back to the chosen snapshot."), ("released", "The newest snapshot will be used again."), ("rebuild", "Rebuilding the indexes"), ("failed", "The command failed.")])
            Assert.Contains(words, (await site.GetAsync("/models?said=" + said)).Text);
        Assert.DoesNotContain("role=\"status\">", (await site.GetAsync("/models?said=<b>")).Html.Split("<main", 2)[1].Split("</main>", 2)[0]);
    }

    [Fact]
    public async Task A_fixed_snapshot_can_be_released()
    {
        using var site = With("""{"snapshots":[{"model":"builtin","version":"00000007","isCurrent":false,"isPinned":false,"isSearchable":true,"images":2,"created":"2026-01-31T12:00:00+00:00","bytes":5},{"model":"builtin","version":"00000006","isCurrent":true,"isPinned":true,"isSearchable":true,"images":1,"created":"2026-01-31T12:00:00+00:00","bytes":5}]}""");
        var page = await site.GetAsync("/models");
        foreach (var words in (string[])["Pinned", "Use the newest", "Go back to it", "from=00000006&to=00000007"])
            Assert.Contains(words, page.Text);
    }

    [Fact]
    public async Task Where_commands_are_off_there_are_none()
    {
        using var site = new PortalSite(("Portal:IngestCommands", "false"));
        site.Api.Json("/v1/snapshots", Snapshots);
        var page = await site.GetAsync("/models");
        Assert.Contains("00000006", page.Text);
        Assert.DoesNotContain("/models/pin", page.Html);
        Assert.DoesNotContain("/models/rebuild", page.Html);
        Assert.Equal(HttpStatusCode.Forbidden, (await site.PostAsync("/models/pin", ("model", "builtin"))).Status);
    }

    [Fact]
    public async Task When_the_Api_is_down_the_page_gives_the_reason()
    {
        using var site = With(Snapshots);
        site.Api.IsDown = true;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await site.GetAsync("/models")).Status);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await site.GetAsync("/models/changes?model=builtin&from=1")).Status);
    }

    [Fact]
    public async Task What_was_added_removed_and_changed_is_listed()
    {
        using var site = With(Snapshots);
        site.Api.Json("/v1/snapshots/changes", $$"""{"model":"builtin","from":"00000006","to":"00000007","added":{"total":61,"items":[{{FakeApi.Daisy}}]},"removed":{"total":1,"items":[{{FakeApi.Daisy}}]},"changed":{"total":0,"items":[] } }""");
        var page = await site.GetAsync("/models/changes?model=builtin&from=00000006&to=00000007");
        foreach (var words in (string[])["from snapshot 00000006 to 00000007", "and 60 more", "href=\"/?q=id:1001&model=builtin&snapshot=00000007\"", "href=\"/?q=id:1001&model=builtin&snapshot=00000006\"", "None"])
            Assert.Contains(words, page.Text);
        Assert.Equal("?model=builtin&from=00000006&limit=60&to=00000007", site.Api.Requests.Last(request => request.Path == "/v1/snapshots/changes").Query);

        site.Api.Json("/v1/snapshots/changes", $$"""{"model":"builtin","from":"00000006","to":"00000007","added":{"total":0,"items":[]},"removed":{"total":0,"items":[]},"changed":{"total":1,"items":[{{FakeApi.Daisy}}]} }""");
        var changed = await site.GetAsync("/models/changes?model=builtin&from=00000006&to=00000007");
        Assert.Contains("href=\"/duel?q=id:1001&a=builtin@00000006&b=builtin@00000007\"", changed.Text);

        site.Api.Json("/v1/snapshots/changes", """{"title":"Not Found","detail":"Model 'builtin' has no snapshot '9'.","code":"unknown_snapshot"}""", HttpStatusCode.NotFound);
        var missing = await site.GetAsync("/models/changes?model=builtin&from=9");
        Assert.Equal(HttpStatusCode.NotFound, missing.Status);
        Assert.Contains("Model 'builtin' has no snapshot '9'.", missing.Text);
    }

    [Fact]
    public async Task A_search_in_a_snapshot_sends_it_shows_it_and_keeps_it_in_the_address()
    {
        using var site = With(Snapshots);
        var page = await site.GetAsync("/?q=id:1001&model=builtin&snapshot=00000006");
        Assert.Contains("\"snapshot\":\"00000006\"", site.Api.Searched.Body);
        Assert.Contains("Results from snapshot 00000006.", page.Text);
        Assert.Contains("href=\"/duel?q=id:1001&model=builtin&snapshot=00000006\"", page.Text);
        Assert.Contains("href=\"/?q=id:1001&model=builtin\"", page.Text);
        Assert.Contains("href=\"/models/changes?model=builtin&from=00000006\"", page.Text);
        Assert.Contains("<input type=\"hidden\" name=\"snapshot\" form=\"search\" value=\"00000006\">", page.Html);
        // The link to the results names the snapshot that answered.
        Assert.Contains("href=\"/?q=id:1001&model=builtin&snapshot=00000007\"", (await site.GetAsync("/?q=id:1001")).Text);
        Assert.DoesNotContain("snapshot", (await site.GetAsync("/?q=id:1001&snapshot=" + new string('9', 40))).Text.Split("Results from", 2)[0].Split("<main", 2)[^1].Split("About this answer", 2)[0]);
    }

    [Fact]
    public async Task A_snapshot_that_is_no_longer_kept_is_a_problem_with_a_way_on()
    {
        using var site = With(Snapshots);
        site.Api.Json("/v1/search", """{"title":"Not Found","detail":"Model 'builtin' has no snapshot '00000001'.","code":"unknown_snapshot"}""", HttpStatusCode.NotFound);
        var page = await site.GetAsync("/?q=id:1001&snapshot=00000001");
        Assert.Equal(HttpStatusCode.NotFound, page.Status);
        Assert.Contains("This snapshot cannot be searched", page.Text);
        Assert.Contains("Use the current snapshot", page.Text);
    }

    private static PortalSite With(string snapshots)
    {
        var site = new PortalSite();
        site.Api.Json("/v1/snapshots", snapshots);
        return site;
    }
}
