using System.Net;
using System.Text.Json;

namespace ImageRetrieval.Portal.Tests;

/// <summary>The map page as a browser without scripts sees it, and what its script gets.</summary>
public sealed class MapTests
{
    private const string Map = "/v1/map";

    [Fact]
    public async Task Clusters_are_listed_with_names_sizes_typical_pictures_and_the_way_to_all_of_theirs()
    {
        using var site = With("complete");
        var page = await site.GetAsync("/map");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        foreach (var words in (string[])["Map of the collection", "kind: flower", "250 pictures", "kind: flower (92.5%)", "colour: red (50%)", "Pictures like “A daisy up close”", "Show on the map"])
            Assert.Contains(words, page.Text.Replace('\u00a0', ' ').Replace('\u202f', ' '));
        Assert.Contains("href=\"/collection?cluster=0\"", page.Html);
        Assert.Contains("href=\"/?q=id:1001\"", page.Html);
        Assert.Contains("data-source=\"/map/data\"", page.Html);
        Assert.Contains("<option value=\"kind\">kind</option>", page.Html);
        // A title is different on every picture: no colours for it.
        Assert.DoesNotContain("<option value=\"title\"", page.Html);
        Assert.Equal("?points=false", site.Api.Requests.Single(r => r.Path == Map).Query);
    }

    [Fact]
    public async Task Model_and_column_are_in_the_address_and_in_every_link()
    {
        using var site = With("complete");
        var page = await site.GetAsync("/map?model=resnet50&column=kind");
        Assert.Contains("data-source=\"/map/data?model=resnet50&column=kind\"", page.Text);
        Assert.Contains("href=\"/collection?cluster=1&model=resnet50\"", page.Text);
        Assert.Contains("<option value=\"kind\" selected=\"selected\">", page.Html);
        Assert.Contains("<option value=\"resnet50\" selected=\"selected\">", page.Html);
    }

    [Theory]
    [InlineData("none", "There is no map yet")]
    [InlineData("computing", "a newer map is being computed; pictures that are not on this one yet: 7")]
    public async Task A_map_that_is_missing_or_of_an_earlier_index_is_reported(string state, string words)
    {
        using var site = With(state);
        Assert.Contains(words, (await site.GetAsync("/map")).Text);
    }

    [Fact]
    public async Task Problems_of_the_Api_have_a_page()
    {
        using var site = new PortalSite();
        site.Api.Json(Map, """{"title":"Bad Request","detail":"There is no model 'x'; the loaded models are builtin."}""", HttpStatusCode.BadRequest);
        var page = await site.GetAsync("/map?model=x");
        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("There is no model 'x'", page.Text);
        site.Api.IsDown = true;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await site.GetAsync("/map")).Status);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await site.GetAsync("/map/data")).Status);
    }

    [Fact]
    public async Task The_script_gets_the_data_of_the_Api_as_they_are()
    {
        using var site = With("complete");
        var data = await site.GetAsync("/map/data?column=kind&model=resnet50");
        Assert.Equal((HttpStatusCode.OK, "application/json"), (data.Status, data.ContentHeaders.ContentType?.MediaType));
        Assert.Equal("complete", JsonDocument.Parse(data.Html).RootElement.GetProperty("state").GetString());
        Assert.Equal("?points=true&model=resnet50&column=kind", site.Api.Requests.Last(r => r.Path == Map).Query);
    }

    [Fact]
    public async Task The_card_of_a_picture_has_its_title_facts_and_links()
    {
        using var site = With("complete");
        var card = JsonDocument.Parse((await site.GetAsync("/map/picture?id=1001")).Html).RootElement;
        Assert.Equal(("A daisy up close", "/?q=id:1001", "/images/1001/original", "1.333"), (card.GetProperty("title").GetString(), card.GetProperty("search").GetString(), card.GetProperty("original").GetString(), card.GetProperty("ratio").GetString()));
        Assert.StartsWith("/images/1001/thumbnail?size=320", card.GetProperty("thumbnail").GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await site.GetAsync("/map/picture?id=none")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await site.GetAsync("/map/picture")).Status);
    }

    [Fact]
    public async Task The_page_is_complete_in_French()
    {
        using var site = With("complete");
        var page = await site.GetAsync("/map", ("Accept-Language", "fr"));
        foreach (var words in (string[])["Carte de la collection", "Groupes", "Afficher sur la carte", "Images comme « A daisy up close »"])
            Assert.Contains(words, page.Text);
    }

    private static PortalSite With(string state)
    {
        var site = new PortalSite();
        var isThere = state != "none";
        site.Api.Json(Map, $$"""
            {"model":"builtin","state":"{{state}}","mapVersion":"7-a","images":{{(isThere ? 389 : 0)}},"missing":7,"ids":[],"x":[],"y":[],"cluster":[],"values":[],"value":[],"clusters":{{(isThere ? $$"""
            [{"number":0,"size":250,"x":1,"y":2,"columns":[{"column":"kind","value":"flower","share":0.925,"everywhere":0.5},{"column":"colour","value":"red","share":0.5,"everywhere":0.1}],"samples":[{{FakeApi.Daisy}}]},
             {"number":1,"size":139,"x":3,"y":4,"columns":[],"samples":[{{FakeApi.Daisy}}]}]
            """ : "[]")}}}
            """);
        return site;
    }
}
