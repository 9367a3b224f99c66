using System.Net;

namespace ImageRetrieval.Portal.Tests;

/// <summary>The collection page: order, page size, jumps, and parts of the map; all of it in the address.</summary>
public sealed class CollectionTests
{
    private const string List = "/v1/images";

    [Theory]
    [InlineData("", "?limit=48&offset=0")]
    [InlineData("?sort=year&order=desc&n=96&page=3", "?limit=96&offset=192&sort=year&order=desc")]
    [InlineData("?sort=%40name", "?limit=48&offset=0&sort=@name&order=asc")]
    [InlineData("?at=100&n=24", "?limit=24&offset=96")]
    [InlineData("?at=1&page=9", "?limit=48&offset=0")]
    [InlineData("?area=1,2,3,4,5,6&cluster=2&model=resnet50", "?limit=48&offset=0&area=1,2,3,4,5,6&cluster=2&model=resnet50")]
    [InlineData("?n=7000&page=0&order=desc&cluster=-1", "?limit=48&offset=0")]
    [InlineData("?n=5&page=99999999999", "?limit=24&offset=0")]
    public async Task The_address_decides_what_is_requested(string asked, string sent)
    {
        using var site = new PortalSite();
        Assert.Equal(HttpStatusCode.OK, (await site.GetAsync("/collection" + asked)).Status);
        Assert.Equal(sent, site.Api.Requests.Single(r => r.Path == List).Query);
    }

    [Fact]
    public async Task Pages_and_forms_keep_everything_else_of_the_list()
    {
        using var site = new PortalSite();
        var page = await site.GetAsync("/collection?f=kind:flower&sort=year&order=desc&n=24&page=3");
        foreach (var number in (string[])["", "&page=2", "&page=4", "&page=17"])
            Assert.Contains($"href=\"/collection?f=kind:flower&sort=year&order=desc&n=24{number}\"", page.Text);
        Assert.Contains("Page 3 of 17", page.Text);
        Assert.Contains("name=\"page\" type=\"number\" min=\"1\" max=\"17\"", page.Html);
        Assert.Contains("name=\"at\" type=\"number\" min=\"1\" max=\"396\"", page.Html);
        Assert.Contains("<input type=\"hidden\" name=\"sort\" value=\"year\">", page.Html);
        Assert.Contains("<option value=\"year\" selected=\"selected\">year</option>", page.Html);
        Assert.Contains("<option value=\"@name\">File name</option>", page.Text);
        Assert.Contains("start=\"49\"", page.Html);
    }

    [Fact]
    public async Task A_part_of_the_map_is_shown_and_can_be_removed()
    {
        using var site = new PortalSite();
        var page = await site.GetAsync("/collection?area=1,2,3,4,5,6&cluster=0&sort=year");
        Assert.Contains("Selected part of the map", page.Text);
        Assert.Contains("Cluster 1", page.Text);
        Assert.Contains("id=\"total\">396 pictures</p>", page.Html);
        Assert.Contains("id=\"total\">396 pictures in the collection</p>", (await site.GetAsync("/collection")).Html);
        Assert.Contains("href=\"/collection?cluster=0&sort=year\"", page.Text);
        Assert.Contains("href=\"/collection?area=1,2,3,4,5,6&sort=year\"", page.Text);
    }

    [Fact]
    public async Task What_the_Api_rejects_is_explained_in_its_words()
    {
        using var site = new PortalSite();
        site.Api.Json(List, """{"title":"Bad Request","detail":"sort is 'colour', which no indexed image has: GET /v1/facets lists the columns."}""", HttpStatusCode.BadRequest);
        var page = await site.GetAsync("/collection?sort=colour");
        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("sort is 'colour', which no indexed image has", page.Text);
    }

    [Fact]
    public async Task A_page_beyond_the_end_names_the_last_one()
    {
        using var site = new PortalSite();
        site.Api.Json(List, """{"total":396,"items":[]}""");
        Assert.Contains("the last one is page 9", (await site.GetAsync("/collection?page=40")).Text);
    }
}
