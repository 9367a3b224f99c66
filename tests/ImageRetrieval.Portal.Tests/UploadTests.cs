using System.Net;
using ImageRetrieval.Portal.Uploads;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace ImageRetrieval.Portal.Tests;

public sealed class UploadTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void A_picture_is_kept_for_a_while_after_its_last_use()
    {
        var store = Store(new PortalOptions { KeptUploadMinutes = 10 });
        var key = store.Add(Picture(1));
        _clock.Advance(TimeSpan.FromMinutes(9));
        Assert.NotNull(store.Find(key));
        _clock.Advance(TimeSpan.FromMinutes(9));
        Assert.NotNull(store.Find(key));
        _clock.Advance(TimeSpan.FromMinutes(11));
        Assert.Null(store.Find(key));
    }

    [Fact]
    public void Beyond_the_maximum_number_the_least_recently_used_is_removed()
    {
        var store = Store(new PortalOptions { KeptUploads = 2 });
        var (first, second) = (store.Add(Picture(1)), store.Add(Picture(1)));
        Assert.NotNull(store.Find(first));
        var third = store.Add(Picture(1));
        Assert.Null(store.Find(second));
        Assert.NotNull(store.Find(first));
        Assert.NotNull(store.Find(third));
    }

    [Fact]
    public void Beyond_the_maximum_bytes_too_but_the_newest_is_kept()
    {
        var store = Store(new PortalOptions { KeptUploadMegabytes = 1 });
        var first = store.Add(Picture(700_000));
        var second = store.Add(Picture(700_000));
        Assert.Null(store.Find(first));
        Assert.NotNull(store.Find(second));
    }

    [Fact]
    public void Keys_cannot_be_guessed()
    {
        var store = Store(new PortalOptions());
        var keys = Enumerable.Range(0, 100).Select(_ => store.Add(Picture(1))).ToArray();
        Assert.Equal(100, keys.Distinct().Count());
        Assert.All(keys, key => Assert.Equal(22, key.Length));
    }

    [Fact]
    public async Task A_link_to_an_expired_picture_is_reported()
    {
        using var site = new PortalSite();
        var page = await site.GetAsync("/?q=up:AAAAAAAAAAAAAAAAAAAAAA");
        Assert.Equal(HttpStatusCode.Gone, page.Status);
        Assert.Contains("The picture of this link has expired", page.Text);
        Assert.Contains("kept for 60 minutes", page.Text);
    }

    [Fact]
    public async Task A_picture_that_is_sent_again_keeps_its_position_weight_and_crop()
    {
        using var site = new PortalSite();
        const string gone = "-0.5*0.1,0.2,0.3,0.4@up:AAAAAAAAAAAAAAAAAAAAAA";
        var page = await site.UploadAsync(PortalSite.SomePicture, asScript: false, fields: [("q", "id:1001"), ("q", gone), ("q", "id:1002"), ("n", "12"), ("again", "1")]);
        var parts = page.Headers.Location!.OriginalString.Split('?')[1].Split('&');
        Assert.Equal(("q=id:1001", "q=id:1002", "n=12"), (parts[0], parts[2], parts[3]));
        Assert.Matches("^q=-0.5\\*0.1,0.2,0.3,0.4@up:[A-Za-z0-9_-]{22}$", Uri.UnescapeDataString(parts[1]));
        Assert.DoesNotContain("AAAAAAAA", parts[1]);
    }

    [Theory]
    [InlineData("0"), InlineData("7"), InlineData("-1"), InlineData("x"), InlineData("")]
    public async Task A_picture_that_is_sent_again_to_a_wrong_position_changes_nothing(string place)
    {
        using var site = new PortalSite();
        var page = await site.UploadAsync(PortalSite.SomePicture, asScript: false, fields: [("q", "id:1001"), ("again", place)]);
        Assert.Equal("/?q=id:1001", page.Headers.Location!.OriginalString);
    }

    [Theory]
    [InlineData("""{"code":"not_an_image"}""", HttpStatusCode.BadRequest, "Cannot be displayed")]
    [InlineData("", HttpStatusCode.OK, "No longer available", "/?q=up:AAAAAAAAAAAAAAAAAAAAAA")]
    public async Task A_picture_that_cannot_be_shown_is_replaced_by_a_text(string answer, HttpStatusCode status, string words, string? address = null)
    {
        using var site = new PortalSite();
        if (answer.Length > 0)
            site.Api.Json("/v1/search", answer, status);
        var page = address is null ? await site.UploadAsync(PortalSite.SomePicture) : await site.GetAsync(address);
        Assert.Contains(words, page.Text);
        Assert.DoesNotContain("src=\"/uploads", page.Html);
    }

    [Fact]
    public async Task An_upload_is_only_ever_served_as_a_picture()
    {
        using var site = new PortalSite();
        foreach (var (bytes, type) in ((byte[], string)[])[(PortalSite.SomePicture, "image/jpeg"), ("<svg onload='x'/>"u8.ToArray(), "application/octet-stream"), ("<script>alert(1)</script>"u8.ToArray(), "application/octet-stream")])
        {
            var address = (await site.UploadAsync(bytes, asScript: false)).Headers.Location!.OriginalString;
            var shown = await site.GetAsync("/uploads/" + address["/?q=up:".Length..]);
            Assert.Equal(bytes, shown.Bytes);
            Assert.Equal(type, shown.ContentHeaders.ContentType!.ToString());
            Assert.Equal("default-src 'none'; sandbox", shown.Headers.GetValues("Content-Security-Policy").Single());
        }
        Assert.Equal(HttpStatusCode.Gone, (await site.GetAsync("/uploads/nothing")).Status);
    }

    private UploadStore Store(PortalOptions options) => new(_clock, Options.Create(options));

    private static UploadedPicture Picture(int bytes) => new(new byte[bytes]);
}
