using System.Net;

namespace ImageRetrieval.Portal.Tests;

public sealed class SearchTests
{
    [Fact]
    public async Task An_upload_is_answered_with_pictures_scores_ids_and_titles()
    {
        using var site = new PortalSite();
        var page = await site.UploadAsync(PortalSite.SomePicture);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("The 2 pictures most like your picture", page.Text);
        Assert.Contains("98%", page.Text);
        Assert.Contains("0.9812", page.Text);
        Assert.Contains("A daisy up close", page.Text);
        Assert.Contains("1001 · flower-001.jpg", page.Text);
        Assert.Contains("src=\"/images/1001/thumbnail?size=480\" width=\"440\" height=\"330\"", page.Text);
        Assert.Contains("href=\"/images/1001/original\"", page.Html);
    }

    [Fact]
    public async Task A_result_that_the_api_cannot_describe_is_shown_with_its_name()
    {
        using var site = new PortalSite();
        var page = await site.UploadAsync(PortalSite.SomePicture);
        Assert.Contains("fish.jpg", page.Text);
        Assert.Contains("href=\"/?like=abc&n=12\"", page.Text);
        Assert.Contains("-0.2500", page.Text);
        Assert.Contains("<b>0%</b>", page.Html);
    }

    [Fact]
    public async Task An_upload_is_sent_on_in_the_contract_of_predict()
    {
        using var site = new PortalSite();
        await site.UploadAsync(PortalSite.SomePicture, "photos/my; cat.jpg", model: "resnet50", n: "24");
        var sent = site.Api.Predicted;
        Assert.Equal("24", sent.Field("nb_similar_images"));
        Assert.Equal("resnet50", sent.Field("model_name"));
        Assert.Equal("id,name,score", sent.Field("retrieved_ref"));
        Assert.Equal("false", sent.Field("ignore_duplicate"));
        Assert.Contains("name=file; filename=\"my cat.jpg\"", sent.Body);
        Assert.Contains("\u00ff\u00d8\u00ff\u00e0\u0001\u0002\u0003", sent.Body);
    }

    [Fact]
    public async Task Without_a_model_the_api_chooses()
    {
        using var site = new PortalSite();
        await site.UploadAsync(PortalSite.SomePicture);
        Assert.Null(site.Api.Predicted.Field("model_name"));
    }

    [Fact]
    public async Task More_like_this_searches_with_the_original_and_leaves_it_out()
    {
        using var site = new PortalSite();
        var page = await site.GetAsync("/?like=1001&model=builtin&n=48");
        Assert.Contains("most like “A daisy up close”", page.Text);
        Assert.Contains("href=\"/?like=abc&model=builtin&n=48\"", page.Text);
        var sent = site.Api.Predicted;
        Assert.Equal("true", sent.Field("ignore_duplicate"));
        Assert.Equal("48", sent.Field("nb_similar_images"));
        Assert.Equal("builtin", sent.Field("model_name"));
        Assert.Contains("filename=flower-001.jpg", sent.Body);
    }

    [Theory]
    [InlineData("0", "12")]
    [InlineData("-3", "12")]
    [InlineData("201", "12")]
    [InlineData("many", "12")]
    [InlineData("7", "7")]
    public async Task A_number_of_results_that_makes_no_sense_becomes_the_usual_one(string asked, string sent)
    {
        using var site = new PortalSite();
        await site.GetAsync("/?like=1001&n=" + asked);
        Assert.Equal(sent, site.Api.Predicted.Field("nb_similar_images"));
    }

    [Fact]
    public async Task Without_a_new_file_the_form_asks_for_the_picture_of_the_collection_again()
    {
        using var site = new PortalSite();
        var page = await site.UploadAsync(picture: null, model: "resnet50", n: "24", like: "1001");
        Assert.Equal(HttpStatusCode.Redirect, page.Status);
        Assert.Equal("/?like=1001&model=resnet50&n=24", page.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task A_new_file_wins_over_the_picture_of_the_collection()
    {
        using var site = new PortalSite();
        var page = await site.UploadAsync(PortalSite.SomePicture, like: "1001");
        Assert.Contains("most like your picture", page.Text);
    }

    [Fact]
    public async Task Nothing_similar_is_said_in_words()
    {
        using var site = new PortalSite();
        site.Api.Json("/predict", """{"pretrained_model":"builtin","top_12_similar_images":[]}""");
        var page = await site.UploadAsync(PortalSite.SomePicture);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("Nothing similar was found", page.Text);
    }
}
