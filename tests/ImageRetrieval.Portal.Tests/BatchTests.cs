using System.Net;

namespace ImageRetrieval.Portal.Tests;

/// <summary>Searches with many pictures as a browser without scripts sends them, and as a script does.</summary>
public sealed class BatchTests
{
    private const string Api = "/v1/search/batch";

    [Fact]
    public async Task Each_picture_has_its_neighbours_or_its_problem()
    {
        using var site = With(Found(FakeApi.Hit("1001", .98, .83, title: "A daisy up close"), FakeApi.Hit("abc", .4, null, name: "fish.jpg")), """{"status":400,"answer":null,"problem":"The bytes are not an image <b>."}""");
        var page = await SendAsync(site, ["a.jpg", "folder/<i>.txt"], ("k", "3"), ("model", "resnet50"));
        foreach (var words in (string[])["a.jpg", "A daisy up close", "Very similar", "0.4000", "folder/<i>.txt", "The bytes are not an image <b>."])
            Assert.Contains(words, page.Text);
        Assert.DoesNotContain("<b>", page.Html);
        Assert.DoesNotContain("<i>", page.Html);
        Assert.Contains("href=\"/?q=id:1001\"", page.Html);
        Assert.Contains("<option value=\"3\" selected=\"selected\"", page.Html);
        var body = site.Api.Requests.Single(r => r.Path == Api).Body;
        foreach (var part in (string[])["name=k\r\n\r\n3", "name=model\r\n\r\nresnet50", "name=dedupe\r\n\r\nfalse", "name=group\r\n\r\nbytes", "name=f0;", "name=f1;"])
            Assert.Contains(part, body);
    }

    [Fact]
    public async Task The_file_has_one_row_per_neighbour_and_no_formulas()
    {
        using var site = With(Found(FakeApi.Hit("1001", .98, .83), FakeApi.Hit("=1+1", .5, .1)), """{"status":400,"answer":null,"problem":"Not an image."}""");
        var file = await SendAsync(site, ["@a.jpg", "b.txt"], ("as", "csv"));
        Assert.Contains("batch.csv", file.ContentHeaders.ContentDisposition!.ToString());
        Assert.Equal(
            [
                "picture,rank,id,name,url,score,closerThan,likeness,problem", "'@a.jpg,1,1001,flower-001.jpg,http://x/flower-001.jpg,0.98,0.83,verySimilar,",
                "'@a.jpg,2,'=1+1,flower-001.jpg,http://x/flower-001.jpg,0.5,0.1,similar,", "b.txt,,,,,,,,Not an image.",
            ],
            file.Text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task An_empty_file_has_a_row_and_is_not_sent()
    {
        using var site = With(Found(FakeApi.Hit("1001", .98, .83)));
        var page = await SendAsync(site, ["nothing.jpg", "a.jpg"], [], [0]);
        Assert.Matches("(?s)nothing\\.jpg.*The file is empty.*a\\.jpg.*Very similar", page.Text);
        Assert.DoesNotContain("name=f1;", site.Api.Requests.Single(request => request.Path == Api).Body);
        using var empty = With();
        Assert.Contains("The file is empty", (await SendAsync(empty, ["nothing.jpg"], [], [0])).Text);
        Assert.DoesNotContain(empty.Api.Requests, request => request.Path == Api);
    }

    [Fact]
    public async Task A_script_gets_the_rows_alone()
    {
        using var site = With(Found(FakeApi.Hit("1001", .98)));
        var rows = await SendAsync(site, ["a.jpg"], [("k", "1")], ("X-Fragment", "rows"));
        Assert.StartsWith("<ol class=\"batch-rows\">", rows.Html.TrimStart());
        Assert.Contains("a.jpg,1,1001,", rows.Text);
    }

    [Fact]
    public async Task More_than_64_pictures_are_several_requests()
    {
        using var site = new PortalSite();
        site.Api.Json(Api, $$"""{"answers":[{{string.Join(',', Enumerable.Repeat(Found(), 64))}}]}""");
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(site, [.. Enumerable.Range(0, 128).Select(i => $"{i}.jpg")])).Status);
        Assert.Equal(2, site.Api.Requests.Count(r => r.Path == Api));
        // An answer that does not fit the question is a failure, not a shifted list.
        Assert.Equal(HttpStatusCode.BadGateway, (await SendAsync(site, ["a.jpg"])).Status);
    }

    [Fact]
    public async Task Without_pictures_or_without_the_api_the_page_explains_it()
    {
        using var site = new PortalSite();
        var none = await site.PostAsync("/batch", ("k", "3"));
        Assert.Equal(HttpStatusCode.BadRequest, none.Status);
        Assert.Contains("Choose pictures or a folder", none.Text);
        site.Api.Json(Api, """{"title":"Busy","detail":"Too many tasks are waiting."}""", HttpStatusCode.ServiceUnavailable);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await SendAsync(site, ["a.jpg"])).Status);
    }

    [Fact]
    public async Task The_form_is_there_in_both_languages()
    {
        using var site = new PortalSite();
        Assert.Contains("webkitdirectory", (await site.GetAsync("/batch")).Html);
        Assert.Contains("Recherche par lot", (await site.GetAsync("/batch", ("Accept-Language", "fr"))).Text);
    }

    private static PortalSite With(params string[] answers)
    {
        var site = new PortalSite();
        site.Api.Json(Api, $$"""{"answers":[{{string.Join(',', answers)}}]}""");
        return site;
    }

    private static string Found(params string[] hits) => $$"""{"status":200,"answer":{"model":"builtin","hits":[{{string.Join(',', hits)}}]},"problem":null}""";

    private static Task<Page> SendAsync(PortalSite site, string[] names, params (string, string)[] fields) => SendAsync(site, names, fields, [], []);

    private static Task<Page> SendAsync(PortalSite site, string[] names, (string, string)[] fields, params (string, string)[] headers) => SendAsync(site, names, fields, [], headers);

    /// <param name="site">The portal.</param>
    /// <param name="names">Names of the files.</param>
    /// <param name="fields">The other fields of the form.</param>
    /// <param name="empty">Positions of the files that are empty.</param>
    /// <param name="headers">Headers of the request.</param>
    private static async Task<Page> SendAsync(PortalSite site, string[] names, (string Name, string Value)[] fields, int[] empty, params (string Name, string Value)[] headers)
    {
        using var form = new MultipartFormDataContent();
        foreach (var (name, value) in fields)
            form.Add(new StringContent(value), name);
        foreach (var (i, name) in names.Index())
            form.Add(new ByteArrayContent(empty.Contains(i) ? [] : PortalSite.SomePicture), "files", name);
        using var client = site.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/batch") { Content = form };
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);
        using var response = await client.SendAsync(request);
        return new Page(response.StatusCode, await response.Content.ReadAsByteArrayAsync(), response.Headers, response.Content.Headers);
    }
}
