using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace ImageRetrieval.Portal.Tests;

/// <summary>The review of duplicates as a browser without scripts sees it, and the file that it results in.</summary>
public sealed class DuplicateTests
{
    private const string List = "/v1/duplicates";

    [Fact]
    public async Task Groups_show_the_image_to_keep_its_reason_and_how_the_others_are_copies()
    {
        using var site = With(Groups(0, 2), total: 2_000);
        var page = await site.GetAsync("/duplicates?level=picture&threshold=0.93&page=3");
        foreach (var words in (string[])["2,000 groups", "Page 3 of 40", "Group 101", "Group 102", "3 pictures", "recommended", "resaved or resized", "0.953", "1600 × 1067", "413\u202fkB", "The recommended picture has the most pixels."])
            Assert.Contains(words, page.Text);
        Assert.Contains("name=\"keep.100\" value=\"k0\" checked=\"checked\"", page.Html);
        Assert.Contains("name=\"mark.101\" value=\"c1\"", page.Html);
        Assert.Contains("Also delete 1 copy that is not shown", page.Text);
        Assert.Contains("href=\"/duplicates?level=picture&threshold=0.93&version=7-a&page=4\"", page.Text);
        Assert.Equal("?level=picture&threshold=0.93&limit=50&offset=100&members=12", site.Api.Requests.Single(r => r.Path == List).Query);
    }

    [Theory]
    [InlineData("?level=none&threshold=0.5&page=0", "?level=edited&threshold=0.905&limit=50&offset=0&members=12")]
    [InlineData("?threshold=NaN&page=99999999999", "?level=edited&threshold=0.905&limit=50&offset=0&members=12")]
    [InlineData("?threshold=1&level=bytes&version=7-a&model=m%26n", "?level=bytes&threshold=1&model=m%26n&version=7-a&limit=50&offset=0&members=12")]
    public async Task Invalid_values_are_replaced_by_the_defaults(string asked, string sent)
    {
        using var site = With(Groups(0, 1), 1);
        Assert.Equal(HttpStatusCode.OK, (await site.GetAsync("/duplicates" + asked)).Status);
        Assert.Equal(sent, site.Api.Requests.Single(r => r.Path == List).Query);
    }

    [Theory]
    [InlineData("none", "Copies have not been searched for yet.")]
    [InlineData("unavailable", "The list of copies cannot be read.")]
    [InlineData("complete", "There are no copies of this kind in the collection.")]
    [InlineData("computing", "The search for copies is in progress: 12 of 40 files have been compared.")]
    [InlineData("somethingNew", "There are no copies of this kind in the collection.")]
    public async Task Without_groups_the_page_explains_why(string state, string words)
    {
        using var site = With("", 0, state);
        Assert.Contains(words, (await site.GetAsync("/duplicates")).Text);
    }

    [Fact]
    public async Task A_list_that_has_changed_is_reported_with_the_way_to_the_new_one()
    {
        using var site = new PortalSite();
        site.Api.Json(List, """{"title":"Gone","detail":"The list of version '1' is no longer there."}""", HttpStatusCode.Gone);
        var page = await site.GetAsync("/duplicates?level=bytes&version=1");
        Assert.Equal(HttpStatusCode.Gone, page.Status);
        Assert.Contains("The list has changed", page.Text);
        Assert.Contains("href=\"/duplicates?level=bytes&threshold=0.905\"", page.Text);
        Assert.Equal(HttpStatusCode.Gone, (await site.PostAsync("/duplicates/csv", ("all", "1"), ("version", "1"))).Status);
    }

    [Fact]
    public async Task The_number_of_groups_is_counted_while_the_slider_moves()
    {
        using var site = With(Groups(0, 1), 1_234);
        var answer = await site.GetAsync("/duplicates/count?level=edited&threshold=0.95&version=old");
        Assert.Equal("""{"total":1234,"text":"1,234 groups"}""", answer.Html);
        Assert.Equal("?level=edited&threshold=0.95&limit=1&offset=0&members=1", site.Api.Requests.Single().Query);
        Assert.Contains("1\u202f234 groupes", (await site.GetAsync("/duplicates/count", ("Accept-Language", "fr"))).Html.Replace("\\u202F", "\u202f", StringComparison.Ordinal));
        site.Api.IsDown = true;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await site.GetAsync("/duplicates/count")).Status);
    }

    [Fact]
    public async Task Only_the_same_picture_has_a_similarity_of_one()
    {
        using var site = With($$"""{"images":2,"keep":{"id":"m0","reason":"firstId","why":"w"},"members":[{{Member("m0", "a.jpg", "bytes")}},{{Member("m1", "b.jpg", "edited", 0.9997)}}]}""", 1);
        var page = await site.GetAsync("/duplicates");
        Assert.Contains("0.999", page.Text);
        Assert.DoesNotContain("1.000", page.Text);
    }

    [Fact]
    public async Task Without_scripts_the_marks_of_the_page_become_the_file()
    {
        using var site = With(Groups(0, 3), 3);
        var file = await site.PostAsync("/duplicates/csv", ("level", "edited"), ("keep.0", "k0"), ("mark.0", "c0"), ("keep.1", "c1"), ("mark.1", "k1"), ("mark.1", "c1"), ("keep.2", "k2"));
        Assert.Contains("duplicates.csv", file.ContentHeaders.ContentDisposition!.ToString());
        Assert.Equal(
            [
                "id,name,url,bytes,level,similarity,group,keptId,keptName,keptUrl",
                "c0,crop.jpg,http://x/crop.jpg,91022,picture,0.953,1,k0,'=big.jpg,http://x/big.jpg",
                // The image that the visitor keeps is not deleted, although it was marked.
                "k1,'=big.jpg,http://x/big.jpg,412833,bytes,1,2,c1,crop.jpg,http://x/crop.jpg",
            ],
            file.Text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task Marks_of_all_pages_arrive_in_one_field_and_the_rest_is_included_when_it_is_marked()
    {
        using var site = new PortalSite();
        var long_ = string.Join(',', Enumerable.Range(0, 20).Select(i => Member("m" + i.ToString(CultureInfo.InvariantCulture), "x.jpg", "bytes")));
        site.Api.Json(List, Answer($$"""{"images":20,"keep":{"id":"m0","reason":"firstId","why":"w"},"members":[{{long_}}]}""", 1));
        var file = await site.PostAsync("/duplicates/csv", ("marks", """{"all":false,"groups":{"0":{"keep":"m0","delete":["m3"],"rest":true}}}"""));
        Assert.Equal(["m3", .. Enumerable.Range(12, 8).Select(i => $"m{i}")], Ids(file));
    }

    [Fact]
    public async Task All_recommendations_are_followed_except_for_groups_with_decisions_of_their_own()
    {
        using var site = With(Groups(0, 3), 3);
        Assert.Equal(["c0", "c1", "c2"], Ids(await site.PostAsync("/duplicates/csv", ("all", "1"), ("keep.0", "c0"))));
        Assert.Equal(["k0", "c2"], Ids(await site.PostAsync("/duplicates/csv", ("marks", """{"all":true,"groups":{"0":{"keep":"c0","delete":["k0"],"rest":false},"1":{"keep":"k1","delete":[],"rest":false}}}"""))));
    }

    [Theory]
    [InlineData("marks", "no json")]
    [InlineData("marks", """{"groups":{"-1":{"delete":["a"]}}}""")]
    [InlineData("marks", """{"groups":{"0":null}}""")]
    [InlineData("marks", "{}")]
    [InlineData("mark.0", "c9")]
    [InlineData("mark.x", "c0")]
    [InlineData("keep.0", "k0")]
    public async Task Without_marks_there_is_no_file(string field, string value)
    {
        using var site = With(Groups(0, 1), 1);
        Assert.Equal(HttpStatusCode.BadRequest, (await site.PostAsync("/duplicates/csv", (field, value))).Status);
    }

    [Fact]
    public async Task The_page_is_in_french_too()
    {
        using var site = With(Groups(0, 1), 1);
        var page = await site.GetAsync("/duplicates", ("Accept-Language", "fr"));
        foreach (var words in (string[])["Doublons", "1 groupe", "L’image recommandée compte le plus de pixels.", "0,953", "CSV des images marquées"])
            Assert.Contains(words, page.Text);
    }

    [Fact]
    public async Task Two_thousand_groups_are_shown_counted_and_exported_in_less_than_a_second_each()
    {
        using var site = With(Groups(0, 50), 2_000);
        await site.GetAsync("/duplicates"); // compiled
        var clock = Stopwatch.StartNew();
        var page = await site.GetAsync("/duplicates?page=7");
        Assert.True(clock.ElapsedMilliseconds < 1_000, $"the page took {clock.ElapsedMilliseconds} ms");
        Assert.InRange(page.Bytes.Length, 50_000, 400_000);

        site.Api.Json(List, Answer(Groups(0, 200), 2_000));
        clock.Restart();
        var file = await site.PostAsync("/duplicates/csv", ("all", "1"));
        Assert.True(clock.ElapsedMilliseconds < 1_000, $"the file took {clock.ElapsedMilliseconds} ms");
        Assert.Equal(2_000, Ids(file).Length);
    }

    private static string[] Ids(Page file) => [.. file.Text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(',')[0])];

    private static PortalSite With(string groups, int total, string state = "complete")
    {
        var site = new PortalSite();
        site.Api.Json(List, Answer(groups, total, state));
        return site;
    }

    private static string Answer(string groups, int total, string state = "complete") =>
        $$"""{"model":"builtin","level":"edited","threshold":0.905,"state":"{{state}}","searched":12,"files":40,"version":"7-a","total":{{total}},"groups":[{{groups}}]}""";

    private static string Groups(int from, int count) => string.Join(',', Enumerable.Range(from, count).Select(i =>
        $$"""{"images":3,"keep":{"id":"k{{i}}","reason":"mostPixels","why":"It has the most pixels."},"members":[{{Member($"k{i}", "=big.jpg", "bytes")}},{{Member($"c{i}", "crop.jpg", "picture", 0.953, 91022)}}]}"""));

    private static string Member(string id, string name, string level, double similarity = 1, long bytes = 412833) => FormattableString.Invariant(
        $$"""{"id":"{{id}}","level":"{{level}}","similarity":{{similarity}},"url":"http://x/{{name.TrimStart('=')}}","name":"{{name}}","bytes":{{bytes}},"width":1600,"height":1067,"thumbnail":"/v1/images/{{id}}/thumbnail?v=aa","original":"/v1/images/{{id}}/original"}""");
}
