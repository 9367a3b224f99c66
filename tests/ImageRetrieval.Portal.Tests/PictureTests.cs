using System.Net;
using ImageRetrieval.Portal.Api;

namespace ImageRetrieval.Portal.Tests;

public sealed class PictureTests
{
    [Fact]
    public async Task A_thumbnail_is_forwarded_with_its_cache_headers()
    {
        using var site = new PortalSite();
        var picture = await site.GetAsync("/images/1001/thumbnail?size=320");
        Assert.Equal(HttpStatusCode.OK, picture.Status);
        Assert.Equal([9, 8, 7], picture.Bytes);
        Assert.Equal("image/webp", picture.ContentHeaders.ContentType!.ToString());
        Assert.Equal("\"v1\"", picture.Headers.ETag!.Tag);
        Assert.Equal("public, max-age=86400", picture.Headers.CacheControl!.ToString());
        Assert.Equal("?size=320", site.Api.Requests.Single().Query);
    }

    [Fact]
    public async Task A_picture_that_the_browser_has_is_not_sent_again()
    {
        using var site = new PortalSite();
        var picture = await site.GetAsync("/images/1001/original", ("If-None-Match", "\"v1\""));
        Assert.Equal(HttpStatusCode.NotModified, picture.Status);
        Assert.Empty(picture.Bytes);
        Assert.Equal("\"v1\"", picture.Headers.ETag!.Tag);
    }

    [Theory]
    [InlineData("bytes=1-2", HttpStatusCode.PartialContent, "bytes 1-2/5", 2)]
    [InlineData("bytes=-1", HttpStatusCode.PartialContent, "bytes 4-4/5", 1)]
    [InlineData("bytes=9-", HttpStatusCode.RequestedRangeNotSatisfiable, "bytes */5", 0)]
    public async Task A_part_of_a_picture_can_be_requested(string range, HttpStatusCode status, string contentRange, int length)
    {
        using var site = new PortalSite();
        var picture = await site.GetAsync("/images/1001/original", ("Range", range));
        Assert.Equal(status, picture.Status);
        Assert.Equal(contentRange, picture.ContentHeaders.ContentRange!.ToString());
        Assert.Equal(length, picture.Bytes.Length);
        Assert.Equal("bytes", picture.Headers.AcceptRanges.Single());
    }

    [Fact]
    public async Task A_part_of_another_version_is_not_mixed_in()
    {
        using var site = new PortalSite();
        var picture = await site.GetAsync("/images/1001/original", ("Range", "bytes=1-2"), ("If-Range", "\"v0\""));
        Assert.Equal((HttpStatusCode.OK, 5), (picture.Status, picture.Bytes.Length));
    }

    [Theory]
    [InlineData("1", "?size=16")]
    [InlineData("999999", "?size=1024")]
    public async Task The_size_of_a_thumbnail_is_limited(string asked, string sent)
    {
        using var site = new PortalSite();
        await site.GetAsync("/images/1001/thumbnail?size=" + asked);
        Assert.Equal(sent, site.Api.Requests.Single().Query);
    }

    [Fact]
    public async Task Bytes_that_are_not_a_picture_never_run_as_a_page()
    {
        using var site = new PortalSite();
        site.Api.Picture("/v1/images/evil/original", "text/html", "<script>alert(1)</script>"u8.ToArray());
        site.Api.Picture("/v1/images/evil/thumbnail", "image/svg+xml", "<svg onload='x'/>"u8.ToArray());
        foreach (var address in (string[])["/images/evil/original", "/images/evil/thumbnail"])
        {
            var picture = await site.GetAsync(address);
            Assert.Equal("application/octet-stream", picture.ContentHeaders.ContentType!.ToString());
            Assert.Equal("default-src 'none'; sandbox", picture.Headers.GetValues("Content-Security-Policy").Single());
            Assert.Equal("nosniff", picture.Headers.GetValues("X-Content-Type-Options").Single());
        }
    }

    [Theory]
    [InlineData("/images/a%252Fb/original", "/v1/image/original?id=a%252Fb")]
    [InlineData("/images/%252F/thumbnail", "/v1/image/thumbnail?id=%252F&size=320")]
    [InlineData("/image/original?id=a%2Fb", "/v1/image/original?id=a%2Fb")]
    [InlineData("/image/original?id=..", "/v1/image/original?id=..")]
    [InlineData("/image/thumbnail?id=.&size=96", "/v1/image/thumbnail?id=.&size=96")]
    [InlineData("/image/original?id=7", "/v1/images/7/original")]
    [InlineData("/images/a%3Fb%23c/original", "/v1/images/a%3Fb%23c/original")]
    [InlineData("/images/%C3%A4%20%26/original", "/v1/images/%C3%A4%20%26/original")]
    [InlineData("/images/a+b%2B/original", "/v1/images/a%2Bb%2B/original")]
    public async Task An_unusual_id_reaches_the_Api_unchanged(string address, string path)
    {
        using var site = new PortalSite();
        var picture = await site.GetAsync(address);
        Assert.Equal(HttpStatusCode.NotFound, picture.Status);
        var asked = site.Api.Requests.Single();
        Assert.Equal(path, asked.Path + asked.Query);
    }

    [Theory]
    [InlineData("7", "/images/7/original")]
    [InlineData("a b", "/images/a%20b/original")]
    [InlineData("a/b", "/image/original?id=a%2Fb")]
    [InlineData("a%2Fb", "/image/original?id=a%252Fb")]
    [InlineData("..", "/image/original?id=..")]
    public void The_address_of_an_unusual_id_survives_the_way_to_the_server(string id, string address) =>
        Assert.Equal(address, new ApiImage(id, null, null, null, null, null).OriginalAddress);

    [Theory]
    [InlineData("/v1/images/7/thumbnail?v=0f34", "/images/7/thumbnail?size=320&v=0f34")]
    [InlineData("/v1/image/thumbnail?id=7&v=0f34", "/images/7/thumbnail?size=320&v=0f34")]
    [InlineData("/v1/image/thumbnail?id=7", "/images/7/thumbnail?size=320")]
    public void The_digest_in_the_address_of_the_Api_is_kept(string thumbnail, string address) =>
        Assert.Equal(address, new ApiImage("7", null, null, null, null, null, thumbnail).ThumbnailAddress(320));

    [Fact]
    public async Task When_the_api_is_down_a_picture_is_502()
    {
        using var site = new PortalSite();
        site.Api.IsDown = true;
        Assert.Equal(HttpStatusCode.BadGateway, (await site.GetAsync("/images/1001/original")).Status);
    }
}
