using System.Net;

namespace ImageRetrieval.Portal.Tests;

/// <summary>The model that was chosen last is used again, unless the address names one.</summary>
public sealed class RememberedModelTests
{
    private const string Gone = "The model “vgg16”, which was used last, is not available; “builtin” is used instead.";

    [Theory]
    [InlineData("/?q=id:1001", "resnet50", "resnet50")]
    [InlineData("/?q=id:1001&model=builtin", "resnet50", "builtin")]
    [InlineData("/?q=id:1001&model=resnet50", "builtin", "resnet50")]
    [InlineData("/?q=id:1001", "RESNET50; drop", null)]
    [InlineData("/?q=id:1001", "builtin", null)]
    public async Task It_is_used_where_the_address_names_none(string address, string cookie, string? model)
    {
        using var site = new PortalSite();
        var page = await site.GetAsync(address, ("Cookie", "model=" + Uri.EscapeDataString(cookie)));
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal(model, site.Api.Searched.Document.TryGetProperty("model", out var used) ? used.GetString() : null);
        Assert.DoesNotContain("id=\"lost-model\"", page.Html);
        // A copied link finds the same pictures in another browser.
        Assert.Equal(model is not null, page.Text.Contains($"data-copy=\"/?q=id:1001&model={model}\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_removed_model_is_replaced_by_the_default_one_and_reported_once()
    {
        using var site = new PortalSite();
        var page = await site.GetAsync("/?q=id:1001", ("Cookie", "model=vgg16"));
        Assert.Contains(Gone, page.Text);
        Assert.False(site.Api.Searched.Document.TryGetProperty("model", out _));
        Assert.StartsWith("model=; expires=", page.Headers.GetValues("Set-Cookie").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_whose_index_is_not_ready_is_replaced_but_not_forgotten()
    {
        using var site = new PortalSite();
        site.Api.Json("/v1/models", """{"default":"builtin","models":[{"name":"builtin","state":"ready","images":396},{"name":"vgg16","state":"building","images":0}]}""");
        var page = await site.GetAsync("/", ("Cookie", "model=vgg16"));
        Assert.Contains(Gone, page.Text);
        Assert.False(page.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task Without_scripts_the_model_of_the_form_is_stored()
    {
        using var site = new PortalSite();
        var sent = await site.UploadAsync(PortalSite.SomePicture, asScript: false, fields: [("model", "resnet50")]);
        Assert.StartsWith("model=resnet50;", sent.Headers.GetValues("Set-Cookie").Single(), StringComparison.Ordinal);
        Assert.Contains("samesite=lax", sent.Headers.GetValues("Set-Cookie").Single(), StringComparison.Ordinal);
        Assert.False((await site.UploadAsync(PortalSite.SomePicture, fields: [("model", "resnet50")])).Headers.Contains("Set-Cookie"));
        Assert.False((await site.UploadAsync(PortalSite.SomePicture, asScript: false, fields: [("model", "no name")])).Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task Batch_and_comparison_begin_with_it()
    {
        using var site = new PortalSite();
        Assert.Contains("<option value=\"resnet50\" selected=\"selected\">", (await site.GetAsync("/batch", ("Cookie", "model=resnet50"))).Html);
        Assert.Contains("<h2 id=\"side-a\">resnet50", (await site.GetAsync("/duel?q=id:1001", ("Cookie", "model=resnet50"))).Html);
        Assert.Contains("<h2 id=\"side-a\">builtin", (await site.GetAsync("/duel?q=id:1001", ("Cookie", "model=vgg16"))).Html);
    }

    [Fact]
    public async Task Each_model_is_described_by_its_purpose_size_pictures_and_licence()
    {
        using var site = new PortalSite();
        site.Api.Json("/v1/models", """{"default":"builtin","models":[{"name":"builtin","description":"x","state":"ready","images":1,"dimension":884,"licence":"MIT"},{"name":"mine","description":"My own <model>.","state":"failed","images":0,"dimension":2048,"licence":"unknown"}]}""");
        var page = await site.GetAsync("/?q=id:1001");
        Assert.Contains("It does not recognize what is shown.", page.Text);
        Assert.Contains("884 numbers per picture · 1 picture indexed · licence: MIT", page.Text);
        Assert.Contains("<p lang=\"en\">My own &lt;model&gt;.</p>", page.Html);
        Assert.Contains("2,048 numbers per picture · 0 pictures indexed<", page.Text);
        Assert.Contains("popovertarget=\"models\"", page.Html);
        Assert.Contains("Il ne reconnaît pas ce qui est montré.", (await site.GetAsync("/", ("Accept-Language", "fr"))).Text);
    }
}
