using System.Net;

namespace ImageRetrieval.Portal.Tests;

public sealed class SearchTests
{
    [Fact]
    public async Task An_upload_is_answered_with_pictures_words_cosines_and_metadata()
    {
        using var site = new PortalSite();
        var page = await site.UploadAsync(PortalSite.SomePicture);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("The 2 pictures most like your picture", page.Text);
        Assert.Contains(">Very similar<", page.Html);
        Assert.Contains("Closer than the nearest neighbour of 83% of the pictures", page.Text);
        Assert.Contains("<rect width=\"93.9286\" height=\"1\"/>", page.Html);
        Assert.Contains("<dd data-cosine>0.9812</dd>", page.Html);
        Assert.Contains("<dd>6 of 10</dd>", page.Html);
        Assert.Contains(">Similar<", page.Html);
        Assert.Contains("-0.2500", page.Text);
        Assert.Contains("A daisy up close", page.Text);
        Assert.Contains("src=\"/images/1001/thumbnail?size=480&v=aa\" width=\"440\" height=\"330\"", page.Text);
        Assert.Contains("<dt dir=\"auto\">kind</dt><dd dir=\"auto\">flower</dd>", page.Html);
    }

    [Fact]
    public async Task Without_a_script_an_upload_leads_to_an_address_that_opens_the_same_search_again()
    {
        using var site = new PortalSite();
        var posted = await site.UploadAsync(PortalSite.SomePicture, asScript: false, fields: [("model", "resnet50"), ("n", "48")]);
        Assert.Equal(HttpStatusCode.SeeOther, posted.Status);
        var address = posted.Headers.Location!.OriginalString;
        Assert.Matches(@"^/\?q=up:[A-Za-z0-9_-]{22}&model=resnet50&n=48$", address);

        var page = await site.GetAsync(address);
        Assert.Contains("The 2 pictures most like your picture", page.Text);
        var sent = site.Api.Searched.Document;
        Assert.Equal("resnet50", sent.GetProperty("model").GetString());
        Assert.Equal("f0", sent.GetProperty("queries")[0].GetProperty("upload").GetString());
        Assert.Contains("\u00ff\u00d8\u00ff\u00e0\u0001\u0002\u0003", site.Api.Searched.Body);
    }

    [Fact]
    public async Task A_picture_of_the_collection_is_searched_with_by_its_id_and_is_not_its_own_result()
    {
        using var site = new PortalSite();
        var page = await site.GetAsync("/?q=id:1001");
        Assert.Contains("The picture most like “A daisy up close”", page.Text);
        Assert.DoesNotContain("data-id=\"1001\"", page.Html);
        Assert.Equal("1001", site.Api.Searched.Document.GetProperty("queries")[0].GetProperty("id").GetString());
    }

    [Fact]
    public async Task Links_of_the_first_version_still_work()
    {
        using var site = new PortalSite();
        Assert.Contains("data-address=\"/?q=id:1001&model=builtin&n=48\"", (await site.GetAsync("/?like=1001&model=builtin&n=48")).Text);
    }

    [Fact]
    public async Task Several_parts_carry_their_weights_and_crops()
    {
        using var site = new PortalSite();
        await site.GetAsync("/?q=-0.5*id:1001&q=0.1,0.2,.5,0.25@id:1001&q=2*url:https://example.org/a.jpg");
        var queries = site.Api.Searched.Document.GetProperty("queries");
        Assert.Equal((-0.5, "1001"), (queries[0].GetProperty("weight").GetDouble(), queries[0].GetProperty("id").GetString()));
        Assert.Equal("1001", queries[1].GetProperty("id").GetString());
        Assert.Equal((0.1, 0.2, 0.5, 0.25), (Crop("x"), Crop("y"), Crop("width"), Crop("height")));
        Assert.Equal((2, "https://example.org/a.jpg"), (queries[2].GetProperty("weight").GetDouble(), queries[2].GetProperty("url").GetString()));
        Assert.DoesNotContain(site.Api.Requests, r => r.Path.EndsWith("/original", StringComparison.Ordinal));

        double Crop(string side) => queries[1].GetProperty("crop").GetProperty(side).GetDouble();
    }

    [Fact]
    public async Task A_new_picture_replaces_the_others_or_is_added_to_them()
    {
        using var site = new PortalSite();
        await site.UploadAsync(PortalSite.SomePicture, fields: [("q", "id:1001")]);
        Assert.Equal(1, site.Api.Searched.Document.GetProperty("queries").GetArrayLength());
        await site.UploadAsync(PortalSite.SomePicture, fields: [("q", "id:1001"), ("add", "1")]);
        Assert.Equal(2, site.Api.Searched.Document.GetProperty("queries").GetArrayLength());
    }

    [Theory]
    [InlineData("1001", "/?q=id:1001")]
    [InlineData("  https://example.org/a?b=c&d  ", "/?q=url:https:%2F%2Fexample.org%2Fa%3Fb%3Dc%26d")]
    public async Task Typed_text_is_an_id_or_a_web_address(string text, string address)
    {
        using var site = new PortalSite();
        site.Api.Json("/v1/models", """{"default":"builtin","urlQueries":true,"models":[{"name":"builtin","state":"ready","images":396}]}""");
        var page = await site.UploadAsync(null, asScript: false, fields: [("text", text)]);
        Assert.Equal(address, page.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task Filters_ranges_and_the_minimum_similarity_are_sent_to_the_Api()
    {
        using var site = new PortalSite();
        var page = await site.GetAsync("/?q=id:1001&f=kind:fish&f=kind:cat&r=year:1990..2000&min=0.4&exact=1");
        var sent = site.Api.Searched.Document;
        Assert.Equal("""{"and":[{"column":"kind","in":["fish","cat"]},{"column":"year","gte":1990,"lte":2000}]}""", sent.GetProperty("filter").GetRawText());
        Assert.Equal(0.4, sent.GetProperty("minScore").GetDouble());
        Assert.True(sent.GetProperty("exact").GetBoolean());
        Assert.Contains("href=\"/?q=id:1001&min=0.4&f=kind:cat&r=year:1990..2000&exact=1\"", page.Text);
    }

    [Fact]
    public async Task Facets_show_values_with_counts_and_leave_out_useless_columns()
    {
        using var site = new PortalSite();
        var page = await site.GetAsync("/?q=id:1001&f=kind:fish&f=kind:gone");
        Assert.Contains("value=\"kind:fish\" checked=\"checked\"", page.Html);
        Assert.Contains("<small><b>0</b> / 196</small>", page.Html);
        Assert.Contains("value=\"kind:gone\" checked=\"checked\"", page.Html);
        Assert.Contains("name=\"from.year\"", page.Html);
        Assert.DoesNotContain("value=\"title:", page.Html);
    }

    [Fact]
    public async Task Copies_are_folded_by_the_Api_and_shown_with_their_count()
    {
        using var site = new PortalSite();
        site.Api.Search(FakeApi.Hit("a", .9, version: "11", copies: ["b", "c"]), FakeApi.Hit("d", .8, version: "22", copies: [.. Enumerable.Range(1, 12).Select(i => $"d{i}")]));
        var page = await site.UploadAsync(PortalSite.SomePicture);
        Assert.Contains("The 2 pictures most like", page.Text);
        Assert.Contains("2 more copies", page.Text);
        Assert.Contains("<li dir=\"auto\">c</li>", page.Html);
        Assert.Contains("12 more copies", page.Text);
        Assert.Contains("<li dir=\"auto\">d10</li><li>and 2 more</li>", page.Html);
        var sent = site.Api.Searched.Document;
        Assert.Equal((24, "bytes", false), (sent.GetProperty("k").GetInt32(), sent.GetProperty("group").GetString(), sent.GetProperty("dedupe").GetBoolean()));
    }

    [Fact]
    public async Task A_copy_of_the_picture_that_is_searched_with_is_a_result_in_its_place()
    {
        using var site = new PortalSite();
        site.Api.Json("/v1/images/1002", FakeApi.Daisy.Replace("\"1001\"", "\"1002\"", StringComparison.Ordinal));
        site.Api.Search(FakeApi.Hit("1001", 1, version: "aa", copies: ["1002", "1003"]), FakeApi.Hit("d", .8, version: "22"));
        var page = await site.GetAsync("/?q=id:1001");
        Assert.DoesNotContain("data-id=\"1001\"", page.Html);
        Assert.Contains("data-id=\"1002\" data-score=\"1\"", page.Html);
        Assert.Contains("Same file", page.Text);
        Assert.Contains("1 more copy", page.Text);
        Assert.Contains("<li dir=\"auto\">1003</li>", page.Html);

        site.Api.Search(FakeApi.Hit("1000", 1, version: "aa", copies: ["1001"]));
        page = await site.GetAsync("/?q=id:1001");
        Assert.Contains("data-id=\"1000\"", page.Html);
        Assert.DoesNotContain("more copy", page.Text);
    }

    [Theory]
    [InlineData("&n=12", 13)]
    [InlineData("&n=12&q=id:1001&q=url:https://example.org/a.jpg", 13)]
    [InlineData("&n=1000", 1000)]
    public async Task One_request_asks_for_enough_hits(string query, int hits)
    {
        using var site = new PortalSite();
        await site.GetAsync("/?q=id:1001" + query);
        Assert.Equal(hits, site.Api.Requests.Single(r => r.Path == "/v1/search").Document.GetProperty("k").GetInt32());
    }

    [Fact]
    public async Task A_picture_that_only_this_model_lacks_is_reported_without_the_sentence_of_the_Api()
    {
        using var site = new PortalSite();
        site.Api.Json("/v1/search", """{"detail":"queries[0].id: model 'builtin' has no image '1001'."}""", HttpStatusCode.NotFound);
        var page = await site.GetAsync("/?q=id:1001");
        Assert.Equal(HttpStatusCode.NotFound, page.Status);
        Assert.Contains("That picture is not in the collection", page.Text);
        Assert.DoesNotContain("queries[0]", page.Text);
    }

    [Theory]
    [InlineData("0"), InlineData("-3"), InlineData("1001"), InlineData("many")]
    public async Task An_invalid_number_of_results_is_replaced_by_the_default(string asked)
    {
        using var site = new PortalSite();
        Assert.Contains("data-address=\"/?q=id:1001\"", (await site.GetAsync("/?q=id:1001&n=" + asked)).Text);
    }

    [Fact]
    public async Task A_search_without_results_suggests_what_to_do()
    {
        using var site = new PortalSite();
        site.Api.Search();
        Assert.Contains("has no pictures to compare with", (await site.UploadAsync(PortalSite.SomePicture)).Text);
        Assert.Contains("Search without filters", (await site.GetAsync("/?q=id:1001&f=kind:x")).Text);
        Assert.Contains("Search without a minimum", (await site.GetAsync("/?q=id:1001&min=0.9")).Text);
        site.Api.Search(nothingSimilar: true, FakeApi.Hit("far", .1, closerThan: 0));
        Assert.Contains("None of these is similar.", (await site.GetAsync("/?q=id:1001")).Text);
        foreach (bool? said in (bool?[])[false, null])
        {
            site.Api.Search(nothingSimilar: said, FakeApi.Hit("far", .1, closerThan: 0));
            Assert.DoesNotContain("None of these is similar.", (await site.GetAsync("/?q=id:1001")).Text);
        }
    }

    [Fact]
    public async Task The_order_is_by_context_and_can_be_switched_to_the_cosine()
    {
        using var site = new PortalSite();
        var page = await site.GetAsync("/?q=id:1001&n=48");
        Assert.Equal("context", site.Api.Searched.Document.GetProperty("ranking").GetString());
        Assert.Contains("href=\"/?q=id:1001&n=48&rank=cosine\"", page.Text);
        var switched = await site.GetAsync("/?q=id:1001&n=48&rank=cosine");
        Assert.Equal("cosine", site.Api.Searched.Document.GetProperty("ranking").GetString());
        Assert.Contains("href=\"/?q=id:1001&n=48\"", switched.Text);
    }

    [Fact]
    public async Task A_collection_that_is_too_small_shows_the_cosine()
    {
        using var site = new PortalSite();
        site.Api.Search(FakeApi.Hit("1", .5, closerThan: null));
        var page = await site.GetAsync("/?q=id:1001");
        Assert.Contains("cos 0.5000", page.Text);
        Assert.DoesNotContain("class=\"likeness\"", page.Html);
    }

    [Fact]
    public async Task The_answer_has_details_about_itself()
    {
        using var site = new PortalSite(("Portal:DashboardAddress", "http://localhost:15888"));
        var page = await site.GetAsync("/?q=id:1001");
        Assert.Contains("About this answer", page.Text);
        Assert.Contains("00000007", page.Text);
        Assert.Contains("Graph search", page.Text);
        Assert.Contains("href=\"http://localhost:15888/traces/detail/0af7651916cd43dd8448eb211c80319c\"", page.Html);
        Assert.Contains(">39\u202fms<", page.Text);
        Assert.Contains("href=\"/?q=id:1001&exact=1\"", page.Text);
        Assert.Contains("Exact", (await site.GetAsync("/?q=id:1001&exact=1")).Text);
    }
}
