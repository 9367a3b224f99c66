using System.Net;

namespace ImageRetrieval.Portal.Tests;

/// <summary>Every address answers the methods that it has an answer for, and says 405 to all others.</summary>
public sealed class MethodTests
{
    private static readonly string[] s_others = ["DELETE", "PUT", "PATCH", "TRACE", "OPTIONS", "FOO"];

    [Theory]
    [InlineData("/")]
    [InlineData("/collection")]
    [InlineData("/ingest")]
    [InlineData("/duel")]
    [InlineData("/status")]
    [InlineData("/images/1001/thumbnail")]
    [InlineData("/images/1001/original")]
    [InlineData("/uploads/x")]
    [InlineData("/export")]
    [InlineData("/language")]
    [InlineData("/ingest/pause")]
    [InlineData("/css/base.css")]
    public async Task Other_methods_are_not_allowed(string address)
    {
        using var site = new PortalSite();
        foreach (var method in s_others)
            Assert.Equal((method, HttpStatusCode.MethodNotAllowed), (method, (await site.SendAsync(method, address)).Status));
        Assert.Empty(site.Api.Requests);
    }

    [Theory]
    [InlineData("/collection")]
    [InlineData("/ingest")]
    [InlineData("/status")]
    [InlineData("/duel")]
    public async Task Pages_without_a_form_do_not_accept_posts(string address)
    {
        using var site = new PortalSite();
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await site.PostAsync(address, ("a", "b"))).Status);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/?q=id:1001")]
    [InlineData("/collection")]
    [InlineData("/ingest")]
    [InlineData("/duel")]
    [InlineData("/status")]
    [InlineData("/images/1001/original")]
    [InlineData("/css/base.css")]
    public async Task Head_has_the_same_answer_as_get(string address)
    {
        using var site = new PortalSite();
        var (head, get) = (await site.SendAsync("HEAD", address), await site.GetAsync(address));
        Assert.Equal((get.Status, get.ContentHeaders.ContentType), (head.Status, head.ContentHeaders.ContentType));
    }
}
