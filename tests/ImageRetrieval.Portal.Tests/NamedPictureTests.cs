using System.Net;
using System.Text;

namespace ImageRetrieval.Portal.Tests;

/// <summary>What is typed finds pictures by ID, by file name and by value.</summary>
public sealed class NamedPictureTests
{
    [Fact]
    public async Task A_name_or_a_value_of_several_pictures_leads_to_a_page_to_choose_from()
    {
        using var site = new PortalSite();
        var posted = await PostAsync(site, "text=flower&model=builtin");
        Assert.Equal(HttpStatusCode.SeeOther, posted.Status);
        Assert.Equal("/?find=flower&model=builtin", posted.Headers.Location!.OriginalString);

        var page = await site.GetAsync("/?find=flower&f=kind:flower");
        Assert.Contains("396 pictures with “flower” in their name or a value", page.Text);
        Assert.Contains("href=\"/?q=id:1001&f=kind:flower\"", page.Text);
        var filter = Uri.UnescapeDataString(site.Api.Requests.Last(request => request.Path == "/v1/images").Query);
        Assert.Contains("""{"field":"name","startsWith":"flower"}""", filter);
        Assert.Contains("""{"column":"title","eq":"flower"}""", filter);
        Assert.Contains("""{"column":"kind","in":["flower"]}""", filter);
        Assert.DoesNotContain(site.Api.Requests, request => request.Path == "/v1/search");
    }

    [Theory]
    [InlineData("1001")]
    [InlineData("flower-001")]
    public async Task An_id_and_the_name_of_a_single_picture_are_searched_with(string text)
    {
        using var site = new PortalSite();
        site.Api.Json("/v1/images", $$"""{"total":1,"items":[{{FakeApi.Daisy}}]}""");
        Assert.Equal("/?q=id:1001", (await PostAsync(site, "text=" + text)).Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task Words_that_name_no_picture_are_answered_with_what_they_would_need()
    {
        using var site = new PortalSite();
        site.Api.Json("/v1/images", """{"total":0,"items":[]}""");
        var page = await site.GetAsync("/?find=" + Uri.EscapeDataString("a <dog>"));
        // A part of a name or of a value would have been enough.
        var filters = site.Api.Requests.Where(request => request.Path == "/v1/images").Select(request => Uri.UnescapeDataString(request.Query)).ToList();
        Assert.Contains("{\"field\":\"name\",\"startsWith\":\"a <dog>\"}", filters[^2].Replace("\\u003C", "<", StringComparison.Ordinal).Replace("\\u003E", ">", StringComparison.Ordinal));
        Assert.Contains("{\"column\":\"title\",\"contains\":\"a <dog>\"}", filters[^1].Replace("\\u003C", "<", StringComparison.Ordinal).Replace("\\u003E", ">", StringComparison.Ordinal));
        Assert.Contains("No picture has the ID “a <dog>”, or “a <dog>” in its file name", page.Text);
        Assert.Contains("a model that embeds text as well as pictures", page.Text);
        Assert.DoesNotContain("<dog>", page.Html);
    }

    [Fact]
    public async Task A_web_address_is_not_sent_to_an_api_that_does_not_fetch_it()
    {
        using var site = new PortalSite();
        var page = await PostAsync(site, "text=" + Uri.EscapeDataString("https://example.com/secret.jpg"));
        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("Searching by web address is disabled", page.Text);
        Assert.DoesNotContain(site.Api.Requests, request => request.Path == "/v1/search" || request.Query.Contains("secret", StringComparison.Ordinal));
    }

    private static Task<Page> PostAsync(PortalSite site, string form) =>
        site.SendAsync("POST", "/", Encoding.ASCII.GetBytes(form), "application/x-www-form-urlencoded");
}
