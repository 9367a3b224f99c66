using System.Net;

namespace ImageRetrieval.Portal.Tests;

public sealed class StartPageTests
{
    [Fact]
    public async Task The_start_page_asks_for_a_picture_a_model_and_a_number_with_a_plain_form()
    {
        using var site = new PortalSite();
        var page = await site.GetAsync("/");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("<form id=\"search\" method=\"post\" action=\"/\" enctype=\"multipart/form-data\"", page.Html);
        Assert.Contains("<input id=\"file\" name=\"file\" type=\"file\"", page.Html);
        Assert.Contains("<option value=\"builtin\" selected=\"selected\"", page.Html);
        Assert.Contains("<option value=\"resnet50\"", page.Html);
        Assert.Contains("<option value=\"24\" selected=\"selected\">24</option>", page.Html);
    }

    [Theory]
    [InlineData("", "ID, file name or value of a picture in the collection")]
    [InlineData(",\"urlQueries\":false", "ID, file name or value of a picture in the collection")]
    [InlineData(",\"urlQueries\":true", "Web address, or ID, file name or value of a picture in the collection")]
    public async Task A_web_address_is_asked_for_only_if_the_api_fetches_it(string urlQueries, string label)
    {
        using var site = new PortalSite();
        site.Api.Json("/v1/models", $$"""{"default":"builtin","models":[{"name":"builtin","state":"ready"}]{{urlQueries}}}""");
        Assert.Contains($"for=\"text\">{label}</label>", (await site.GetAsync("/")).Text);
        Assert.Equal(urlQueries.EndsWith("true", StringComparison.Ordinal), (await site.UploadAsync(null)).Text.Contains("type an address or an ID", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_start_page_shows_pictures_of_the_collection_to_begin_with()
    {
        using var site = new PortalSite();
        var page = await site.GetAsync("/");
        Assert.Contains("396 pictures in the collection", page.Text);
        Assert.Contains("href=\"/?q=id:1001\"", page.Text);
        Assert.Contains("src=\"/images/1001/thumbnail?size=320&v=aa\" width=\"440\" height=\"330\"", page.Text);
    }

    [Theory]
    [InlineData("""{"total":0,"items":[]}""", HttpStatusCode.OK)]
    [InlineData("", HttpStatusCode.NotFound)]
    [InlineData("<html>", HttpStatusCode.OK)]
    public async Task The_start_page_works_without_the_list_of_the_collection(string body, HttpStatusCode status)
    {
        using var site = new PortalSite();
        site.Api.Json("/v1/images", body, status);
        var page = await site.GetAsync("/");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.DoesNotContain("Or start from one of these", page.Text);
    }

    [Fact]
    public async Task The_start_page_reports_that_the_api_is_down_and_what_to_do()
    {
        using var site = new PortalSite();
        site.Api.IsDown = true;
        var page = await site.GetAsync("/");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("The search service is not responding", page.Text);
        Assert.Contains("dotnet run --project ImageRetrieval.AppHost", page.Text);
        Assert.Contains("<form id=\"search\"", page.Html);
    }

    [Fact]
    public async Task The_script_gets_only_the_part_that_changes()
    {
        using var site = new PortalSite();
        var page = await site.GetAsync("/?q=id:1001", ("X-Fragment", "page"));
        Assert.DoesNotContain("<html", page.Html);
        Assert.Contains("<ol class=\"wall\"", page.Html);
        Assert.Contains("X-Fragment", page.Headers.Vary);
    }

    [Fact]
    public async Task An_unknown_address_is_reported()
    {
        using var site = new PortalSite();
        var page = await site.GetAsync("/nope");
        Assert.Equal(HttpStatusCode.NotFound, page.Status);
        Assert.Contains("Page not found", page.Text);
    }
}
