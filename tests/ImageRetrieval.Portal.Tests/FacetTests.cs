using System.Net;

namespace ImageRetrieval.Portal.Tests;

/// <summary>The filters count the values among the results and in the collection, and every value can be found.</summary>
public sealed class FacetTests
{
    private const string Kinds = """{"model":"builtin","snapshot":"7","count":2000,"columns":[{"column":"kind","type":"text","distinct":VALUES,"values":[LISTED]}]}""";

    private static string Facets(int distinct, params (string Value, int Count)[] listed) => Kinds
        .Replace("VALUES", $"{distinct}", StringComparison.Ordinal)
        .Replace("LISTED", string.Join(',', listed.Select(value => $$"""{"value":"{{value.Value}}","count":{{value.Count}}}""")), StringComparison.Ordinal);

    [Fact]
    public async Task Each_value_has_its_count_among_the_results_and_in_the_collection()
    {
        using var site = new PortalSite();
        site.Api.Search(FakeApi.HitWith("a", new { kind = "fish" }), FakeApi.HitWith("b", new { kind = "fish" }), FakeApi.HitWith("c", new { kind = "moth" }));
        var page = await site.GetAsync("/?q=id:1001&f=kind:moth");
        Assert.Contains("Counts: in these 3 results / in the collection", page.Text);
        Assert.Matches("""value="kind:fish" autocomplete="off"> <span dir="auto">fish</span> <small><b>2</b> / 196</small>""", page.Html);
        Assert.Matches("""value="kind:moth" checked="checked" autocomplete="off"> <span dir="auto">moth</span> <small><b>1</b></small>""", page.Html);
        Assert.Matches("""value="kind:flower" autocomplete="off"> <span dir="auto">flower</span> <small><b>0</b> / 200</small>""", page.Html);
    }

    [Fact]
    public async Task All_results_are_counted_whatever_their_number()
    {
        using var site = new PortalSite();
        site.Api.Search([.. Enumerable.Range(0, 1000).Select(i => FakeApi.HitWith($"h{i}", new { kind = i % 4 == 0 ? "fish" : "flower" }))]);
        var page = await site.GetAsync("/?q=id:1001&n=1000");
        Assert.Contains("<b>250</b> / 196", page.Html);
        Assert.Contains("<b>750</b> / 200", page.Html);
        Assert.Equal(1000, page.Html.Split("<li class=\"tile").Length - 1);
        Assert.Contains("data-count=\"1000\"", page.Html);
    }

    [Fact]
    public async Task A_column_whose_values_only_results_share_is_a_filter_of_the_results()
    {
        using var site = new PortalSite();
        site.Api.Search(FakeApi.HitWith("a", new { title = "Rose", artist = "Mona" }), FakeApi.HitWith("b", new { title = "Rose", artist = "Mona" }), FakeApi.HitWith("c", new { title = "Iris", artist = "Mona" }));
        var page = await site.GetAsync("/?q=id:1001");
        Assert.Contains("value=\"title:Rose\"", page.Html);
        // A value that all results have does not narrow them.
        Assert.DoesNotContain("value=\"artist:Mona\"", page.Html);
        Assert.DoesNotContain("value=\"title:", (await site.GetAsync("/")).Html);
    }

    [Fact]
    public async Task A_filter_by_a_column_that_is_not_listed_can_be_removed()
    {
        using var site = new PortalSite();
        var page = await site.GetAsync("/?q=id:1001&f=author:Mona");
        Assert.Contains("value=\"author:Mona\" checked=\"checked\"", page.Html);
    }

    [Fact]
    public async Task Without_scripts_the_values_of_a_column_are_searched_by_a_field_of_the_form()
    {
        using var site = new PortalSite();
        site.Api.JsonBy("/v1/facets", query => query.Contains("contains", StringComparison.Ordinal) ? Facets(1, ("purple tulip", 3)) : Facets(500, ("fish", 200), ("moth", 190)));
        Assert.Equal("/?q=id:1001&f=kind:fish&facet=kind:Tulip", (await site.UploadAsync(null, asScript: false, fields: [("q", "id:1001"), ("f", "kind:fish"), ("facet.kind", " Tulip "), ("facet.none", "")])).Headers.Location!.OriginalString);

        var page = await site.GetAsync("/?q=id:1001&f=kind:fish&facet=kind:Tulip");
        Assert.Contains("""?values=200&filter={"column":"kind","contains":"Tulip"}""", site.Api.Requests.Select(request => Uri.UnescapeDataString(request.Query)));
        Assert.Contains("<details class=\"filters\" data-key=\"filters\" open", page.Html);
        Assert.Contains("value=\"Tulip\" maxlength", page.Html);
        Assert.Contains("value=\"kind:purple tulip\"", page.Html);
        Assert.Contains("value=\"kind:fish\" checked=\"checked\"", page.Html);
        Assert.DoesNotContain("value=\"kind:moth\"", page.Html);
        Assert.Contains("and 498 more values: search for them", (await site.GetAsync("/")).Text);
    }

    [Fact]
    public async Task Scripts_get_the_values_that_contain_a_text()
    {
        using var site = new PortalSite();
        site.Api.JsonBy("/v1/facets", query => Facets(1, ("a:b", 3)));
        var found = await site.GetAsync("/facet?facet=kind:A&model=resnet50");
        Assert.Equal("""[{"value":"a:b","choice":"kind:a:b","count":3}]""", found.Text);
        Assert.Contains("model=resnet50", site.Api.Requests[^1].Query);
        foreach (var query in (string[])["", "?facet=kind", "?facet=kind:", "?facet=kind:" + new string('x', 101)])
            Assert.Equal(HttpStatusCode.BadRequest, (await site.GetAsync("/facet" + query)).Status);
        site.Api.IsDown = true;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await site.GetAsync("/facet?facet=kind:a")).Status);
    }

    [Fact]
    public async Task A_value_that_does_not_exist_is_reported()
    {
        using var site = new PortalSite();
        site.Api.JsonBy("/v1/facets", query => query.Contains("contains", StringComparison.Ordinal) ? """{"count":0,"columns":[]}""" : Facets(500, ("fish", 200)));
        Assert.Contains("No value contains “<zebra>”.", (await site.GetAsync("/?facet=kind:" + Uri.EscapeDataString("<zebra>"))).Text);
    }
}
