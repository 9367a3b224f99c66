using System.Net;

namespace ImageRetrieval.Portal.Tests;

public sealed class ProblemTests
{
    [Theory]
    [InlineData(400, """{"detail":"The bytes are not an image.","code":"not_an_image"}""", 400, "could not be read as a picture")]
    [InlineData(400, """{"detail":"Search by URL is disabled.","code":"url_queries_off"}""", 400, "Searching by web address is disabled")]
    [InlineData(400, """{"detail":"k is 2000; it must be 1..1000."}""", 400, "it must be 1..1000")]
    [InlineData(413, "", 413, "Pictures up to 20 MB are accepted")]
    [InlineData(429, "", 503, "Too many searches right now")]
    [InlineData(401, "", 502, "denied access")]
    [InlineData(503, """{"detail":"256 images wait already."}""", 503, "Too many searches right now")]
    [InlineData(503, "", 503, "The search service is not responding")]
    [InlineData(502, "<html>", 503, "The search service is not responding")]
    [InlineData(500, """{"detail":"boom"}""", 502, "The search failed")]
    [InlineData(200, "not json", 502, "The search failed")]
    [InlineData(200, "[]", 502, "The search failed")]
    public async Task Refusals_of_the_api_are_explained(int apiStatus, string body, int status, string words)
    {
        using var site = new PortalSite();
        site.Api.Json("/v1/search", body, (HttpStatusCode)apiStatus);
        var page = await site.UploadAsync(PortalSite.SomePicture);
        Assert.Equal(status, (int)page.Status);
        Assert.Contains(words, page.Text);
        Assert.Contains("<form id=\"search\"", page.Html);
    }

    [Fact]
    public async Task A_search_while_the_api_is_down_is_503_and_says_what_to_do()
    {
        using var site = new PortalSite();
        site.Api.IsDown = true;
        var page = await site.UploadAsync(PortalSite.SomePicture);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, page.Status);
        Assert.Contains("The search service is not responding", page.Text);
        Assert.Contains("Try again", page.Text);
    }

    [Fact]
    public async Task While_the_index_is_being_built_the_page_shows_its_progress()
    {
        using var site = new PortalSite();
        Building(site.Api);
        var page = await site.GetAsync("/?q=id:1001");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, page.Status);
        Assert.Equal("5", page.Headers.GetValues("Retry-After").Single());
        Assert.Contains("Building the index", page.Text);
        Assert.Contains("max=\"360\" value=\"103\"", page.Html);
        Assert.Contains("103 of 360 pictures · 120 downloaded · 3 failed · 12 per second · about 20 s left", page.Text);
        Assert.Contains("data-building=\"yes\"", page.Html);
    }

    [Fact]
    public async Task The_status_fragment_tells_the_progress_and_ends_when_there_is_nothing_to_wait_for()
    {
        using var site = new PortalSite();
        Building(site.Api);
        var running = await site.GetAsync("/status", ("X-Fragment", "status"));
        Assert.DoesNotContain("<html", running.Html);
        Assert.Contains("data-building=\"yes\" data-searchable=\"no\"", running.Html);

        using var done = new PortalSite();
        Assert.Contains("<section class=\"status\" hidden=\"hidden\"", (await done.GetAsync("/status", ("X-Fragment", "status"))).Html);
        Assert.Contains("The index is complete", (await done.GetAsync("/status")).Text);
    }

    [Fact]
    public async Task Another_model_that_is_not_ready_does_not_block_searches()
    {
        using var site = new PortalSite();
        site.Api.Json("/v1/models", """{"default":"builtin","models":[{"name":"builtin","state":"ready"},{"name":"resnet50","state":"building"},{"name":"vgg16","state":"failed","reason":"no weights"}]}""");
        var page = await site.GetAsync("/");
        Assert.Contains("data-building=\"no\"", page.Html);
        Assert.Contains("resnet50 (not ready yet)", page.Text);
        Assert.Contains("vgg16 (failed)", page.Text);
    }

    [Fact]
    public async Task A_failed_ingest_is_reported_and_not_waited_for()
    {
        using var site = new PortalSite();
        site.Api.Json("/v1/ingest", """{"state":"failed","total":10,"indexed":4,"failed":6,"downloaded":4,"reasons":{"timeout":6}}""");
        var page = await site.GetAsync("/");
        Assert.Contains("Building the index failed", page.Text);
        Assert.Contains("6 failed", page.Text);
        Assert.Contains("data-building=\"no\"", page.Html);
    }

    [Fact]
    public async Task A_picture_over_the_limit_is_413_and_the_limit_is_named()
    {
        using var site = new PortalSite(("Portal:MaxUploadMegabytes", "1"));
        foreach (var bytes in (int[])[1024 * 1024 + 1, 3 * 1024 * 1024])
        {
            var page = await site.UploadAsync(new byte[bytes]);
            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, page.Status);
            Assert.Contains("Pictures up to 1 MB are accepted", page.Text);
        }
        Assert.DoesNotContain(site.Api.Requests, r => r.Path == "/v1/search");
    }

    [Fact]
    public async Task A_picture_of_exactly_the_limit_is_accepted()
    {
        using var site = new PortalSite(("Portal:MaxUploadMegabytes", "1"));
        Assert.Equal(HttpStatusCode.OK, (await site.UploadAsync(new byte[1024 * 1024])).Status);
    }

    [Fact]
    public async Task An_unknown_model_is_reported_with_the_available_ones()
    {
        using var site = new PortalSite();
        site.Api.Json("/v1/search", """{"detail":"There is no model 'alexnet'; the loaded models are builtin, resnet50."}""", HttpStatusCode.BadRequest);
        var page = await site.UploadAsync(PortalSite.SomePicture, fields: [("model", "alexnet")]);
        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("There is no model named “alexnet”", page.Text);
        Assert.Contains("Available models: builtin, resnet50.", page.Text);
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("..")]
    [InlineData("a%00b")]
    public async Task An_unknown_picture_of_the_collection_is_404(string id)
    {
        using var site = new PortalSite();
        var page = await site.GetAsync("/?q=id:" + id);
        Assert.Equal(HttpStatusCode.NotFound, page.Status);
        Assert.Contains("There is no picture with the ID", page.Text);
    }

    [Theory]
    [InlineData(true, "That file could not be read as a picture")]
    [InlineData(false, "No picture was chosen")]
    public async Task A_form_without_a_picture_asks_for_one_and_an_empty_file_is_none(bool emptyFile, string words)
    {
        using var site = new PortalSite();
        var page = await site.UploadAsync(emptyFile ? [] : null);
        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains(words, page.Text);
        Assert.DoesNotContain(site.Api.Requests, request => request.Path == "/v1/search");
    }

    [Fact]
    public async Task A_post_that_is_not_a_form_asks_for_a_picture()
    {
        using var site = new PortalSite();
        using var client = site.CreateClient();
        using var body = new StringContent("hello");
        using var response = await client.PostAsync(new Uri("/", UriKind.Relative), body);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Theory]
    [InlineData("""{"state":"running","total":360,"indexed":100,"failed":3}""", "Indexing new pictures")]
    [InlineData("""{"state":"running","total":360,"indexed":356,"failed":3,"waiting":"Waiting for 1 slow download (a.test)."}""", "Waiting for the last pictures")]
    [InlineData("""{"state":"running","total":360,"indexed":356,"failed":3,"retrying":true}""", null)]
    [InlineData("""{"state":"publishing","total":360,"indexed":357,"failed":3,"retrying":true}""", null)]
    [InlineData("""{"state":"loading","total":0}""", null)]
    public async Task Retries_of_a_few_rows_are_not_shown_as_new_pictures_and_slow_downloads_are_named(string ingest, string? title)
    {
        using var site = new PortalSite();
        site.Api.Json("/v1/ingest", ingest);
        var page = await site.GetAsync("/status", ("X-Fragment", "status"));
        Assert.Equal(title is null, page.Html.Contains("class=\"status\" hidden", StringComparison.Ordinal));
        if (title is not null)
            Assert.Contains(title, page.Text);
        Assert.Equal(ingest.Contains("waiting", StringComparison.Ordinal), page.Text.Contains("Waiting for 1 slow download (a.test).", StringComparison.Ordinal));
        // The page keeps polling, and shows what arrives.
        Assert.Contains("data-building=\"yes\"", page.Html);
    }

    private static void Building(FakeApi api)
    {
        api.Json("/v1/models", """{"default":"builtin","models":[{"name":"builtin","state":"building","images":0}]}""");
        api.Json("/v1/ingest", """{"state":"running","total":360,"downloaded":120,"indexed":100,"failed":3,"imagesPerSecond":12.3,"etaSeconds":20,"reasons":{"http_404":2,"not_an_image":1}}""");
        api.Json("/v1/search", """{"detail":"The index of 'builtin' is not built yet."}""", HttpStatusCode.ServiceUnavailable);
    }
}
