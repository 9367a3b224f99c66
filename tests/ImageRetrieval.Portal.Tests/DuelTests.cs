namespace ImageRetrieval.Portal.Tests;

/// <summary>Up to four models are compared: what they have in common, and how often they are right.</summary>
public sealed class DuelTests
{
    private static PortalSite Site()
    {
        var site = new PortalSite();
        site.Api.Json("/v1/models", """{"default":"one","models":[{"name":"one","state":"ready"},{"name":"two","state":"ready"},{"name":"three","state":"ready"},{"name":"four","state":"ready"}]}""");
        // A hit with a title is a flower, as the query is.
        site.Api.SearchBy(
            ("one", [FakeApi.Hit("p", .9, version: "a1", title: "x"), FakeApi.Hit("q", .8, version: "a2", title: "x"), FakeApi.Hit("r", .7, version: "a3"), FakeApi.Hit("s", .6, version: "a4", title: "x")]),
            ("two", [FakeApi.Hit("q", .9, version: "a2", title: "x"), FakeApi.Hit("p", .8, version: "a1", title: "x"), FakeApi.Hit("t", .7, version: "a5"), FakeApi.Hit("u", .6, version: "a6")]),
            ("three", [FakeApi.Hit("p", .9, version: "a1", title: "x"), FakeApi.Hit("v", .8, version: "a7"), FakeApi.Hit("w", .7, version: "a8"), FakeApi.Hit("x", .6, version: "a9")]),
            ("four", [FakeApi.Hit("p", .9, version: "a1", title: "x"), FakeApi.Hit("v", .8, version: "a7"), FakeApi.Hit("s", .7, version: "a4", title: "x"), FakeApi.Hit("y", .6, version: "b1")]));
        return site;
    }

    [Fact]
    public async Task Four_models_are_compared_by_overlap_and_by_the_label_of_the_query()
    {
        using var site = Site();
        var page = await site.GetAsync("/duel?q=id:1001&a=one&b=two&c=three&d=four&label=kind");
        Assert.Contains("1 of 4 pictures was found by all 4.", page.Text);
        Assert.Contains("Precision: kind is “flower”", page.Text);
        foreach (var (model, precision) in ((string, string)[])[("a", "3 of 4 (75%)"), ("b", "2 of 4 (50%)"), ("c", "1 of 4 (25%)"), ("d", "2 of 4 (50%)")])
            Assert.Contains($"data-precision=\"{model}\">{precision}<", page.Text);
        foreach (var (models, overlap) in ((string, string)[])[("ab", "2 of 4 (50%)"), ("ba", "2 of 4 (50%)"), ("ac", "1 of 4 (25%)"), ("cd", "2 of 4 (50%)"), ("bd", "1 of 4 (25%)"), ("aa", "–")])
            Assert.Contains($"data-overlap=\"{models}\">{overlap}<", page.Text);
        Assert.Contains("<a class=\"twin\" href=\"#b-2\" data-twin=\"p\">rank 2 with two</a>", page.Html);
        Assert.Contains("<a class=\"twin\" href=\"#d-3\" data-twin=\"s\">rank 3 with four</a>", page.Html);
        Assert.Equal(8, System.Text.RegularExpressions.Regex.Count(page.Html, "data-right"));
    }

    [Fact]
    public async Task Two_models_are_compared_unless_more_are_named_and_each_once()
    {
        using var site = Site();
        foreach (var (address, count) in ((string, int)[])[("/duel?q=id:1001", 2), ("/duel?q=id:1001&a=two&b=one&c=&d=three", 3), ("/duel?q=id:1001&a=two&b=one&c=two&d=one", 2), ("/duel?q=id:1001&model=four&n=12", 2)])
        {
            var page = await site.GetAsync(address);
            Assert.Contains($"class=\"duel of{count}\"", page.Html);
            Assert.DoesNotContain("data-precision", page.Html);
            Assert.Contains("<option value=\"kind\">kind</option>", page.Html);
        }
        Assert.Contains("<h2 id=\"side-a\">four", (await site.GetAsync("/duel?q=id:1001&model=four")).Html);
        Assert.Contains("There is no model named “five”", (await site.GetAsync("/duel?q=id:1001&c=five")).Text);
    }

    [Fact]
    public async Task Without_a_value_of_the_query_there_is_no_precision_and_the_reason_is_given()
    {
        using var site = Site();
        Assert.Contains("The query has no value in the column “artist”", (await site.GetAsync("/duel?q=id:1001&label=artist")).Text);
        // Of several pictures, none is the query's.
        var several = await site.GetAsync("/duel?q=id:1001&q=url:http://x/1.jpg&label=kind");
        Assert.Contains("The query has no value in the column “kind”", several.Text);
        Assert.DoesNotContain("data-precision", several.Html);
    }

    [Fact]
    public async Task Two_snapshots_of_a_model_are_compared_by_the_same_query()
    {
        using var site = Site();
        site.Api.Json("/v1/snapshots", """
            {"snapshots":[
            {"model":"one","version":"00000007","isCurrent":true,"isPinned":false,"isSearchable":true},{"model":"one","version":"00000006","isCurrent":false,"isPinned":false,"isSearchable":true},
            {"model":"one","version":"00000005","isCurrent":false,"isPinned":false,"isSearchable":false},{"model":"two","version":"00000003","isCurrent":true,"isPinned":false,"isSearchable":true}]}
            """);
        // A search in a snapshot is compared with the snapshot in use.
        var page = await site.GetAsync("/duel?q=id:1001&model=one&snapshot=00000006");
        Assert.Contains("<h2 id=\"side-a\">one, snapshot 00000006", page.Html);
        Assert.Contains("<h2 id=\"side-b\">one", page.Html);
        Assert.Contains("4 of 4 pictures were found by both.", page.Text);
        Assert.Single(site.Api.Requests.Where(request => request.Path == "/v1/search").TakeLast(2), request => request.Body.Contains("\"snapshot\":\"00000006\"", StringComparison.Ordinal));
        // Only snapshots that can be searched are offered, and of no model its only one.
        Assert.Contains("<option value=\"one@00000006\" selected=\"selected\">00000006 · one</option>", page.Text);
        Assert.Contains("value=\"one@00000007\"", page.Html);
        Assert.DoesNotContain("one@00000005", page.Html);
        Assert.DoesNotContain("two@", page.Html);
    }

    [Fact]
    public async Task All_and_none_are_written_as_such()
    {
        using var site = Site();
        site.Api.SearchBy(("one", [FakeApi.Hit("p", .9, title: "x")]), ("two", [FakeApi.Hit("p", .9, title: "x")]), ("three", [FakeApi.Hit("z", .9)]));
        var page = await site.GetAsync("/duel?q=id:1001&a=one&b=two&c=three&label=kind");
        Assert.Contains("data-overlap=\"ab\">1 of 1 (100%)<", page.Text);
        Assert.Contains("data-overlap=\"ac\">0 of 1 (0%)<", page.Text);
        Assert.Contains("data-precision=\"c\">0 of 1 (0%)<", page.Text);
    }
}
