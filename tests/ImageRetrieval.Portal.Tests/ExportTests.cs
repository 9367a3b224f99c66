using System.IO.Compression;
using System.Net;
using System.Text.Json;

namespace ImageRetrieval.Portal.Tests;

public sealed class ExportTests
{
    [Fact]
    public async Task Selected_results_become_json_with_the_scores_of_the_search()
    {
        using var site = new PortalSite();
        var file = await site.PostAsync("/export", ("as", "json"), ("id", "abc"), ("search", "/?q=url:https://x/y.jpg"));
        Assert.Contains("pictures.json", file.ContentHeaders.ContentDisposition!.ToString());
        var row = JsonDocument.Parse(file.Bytes).RootElement.EnumerateArray().Single();
        Assert.Equal(("abc", -0.25, 0.2, "fish.jpg"), (row.GetProperty("id").GetString(), row.GetProperty("score").GetDouble(), row.GetProperty("closerThan").GetDouble(), row.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task Csv_has_the_lists_columns_and_no_formulas()
    {
        using var site = new PortalSite();
        site.Api.Search(FakeApi.Hit("=1+1", -0.5, title: "@SUM(A1), \"quoted\""));
        var file = await site.PostAsync("/export", ("as", "csv"), ("id", "=1+1"), ("search", "/?q=url:https://x/y.jpg"));
        Assert.Equal(
            ["id,score,closerThan,likeness,name,url,width,height,copies,kind,title", "'=1+1,-0.5,0.62,verySimilar,flower-001.jpg,http://x/flower-001.jpg,440,330,,flower,\"'@SUM(A1), \"\"quoted\"\"\""],
            file.Text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task An_archive_holds_the_pictures_and_both_tables_under_harmless_names()
    {
        using var site = new PortalSite();
        site.Api.Search(FakeApi.Hit("1001", .9, version: "1a", name: "../../etc/<passwd>"), FakeApi.Hit("gone", .8, version: "2b"));
        var file = await site.PostAsync("/export", ("as", "zip"), ("id", "1001"), ("id", "gone"), ("search", "/?q=url:https://x/y.jpg"));
        using var archive = new ZipArchive(new MemoryStream(file.Bytes));
        Assert.Equal(["pictures.json", "pictures.csv", "001-_.._etc__passwd_", "missing.txt"], archive.Entries.Select(entry => entry.FullName));
        using var picture = archive.Entries[2].Open();
        Assert.Equal(0xff, picture.ReadByte());
        using var missing = new StreamReader(archive.Entries[3].Open());
        Assert.Equal("gone", await missing.ReadToEndAsync());
    }

    [Fact]
    public async Task Pictures_of_the_collection_are_exported_without_a_search()
    {
        using var site = new PortalSite();
        var file = await site.PostAsync("/export", ("as", "json"), ("id", "1001"), ("id", "unknown"));
        var row = JsonDocument.Parse(file.Bytes).RootElement.EnumerateArray().Single();
        Assert.Equal(JsonValueKind.Null, row.GetProperty("score").ValueKind);
        Assert.Equal("flower", row.GetProperty("metadata").GetProperty("kind").GetString());
        Assert.Equal(HttpStatusCode.BadRequest, (await site.PostAsync("/export", ("as", "json"))).Status);
    }

    [Fact]
    public async Task Without_a_selection_all_results_are_exported()
    {
        using var site = new PortalSite();
        site.Api.Search(FakeApi.Hit("b", .9), FakeApi.Hit("a", .8));
        var page = await site.GetAsync("/?q=url:https://x/y.jpg");
        Assert.Contains("Export all 2 results, or select some:", page.Text);
        Assert.DoesNotContain("disabled=\"disabled\" aria-describedby=\"export-what\"", page.Html);
        var file = await site.PostAsync("/export", ("as", "json"), ("search", "/?q=url:https://x/y.jpg"));
        Assert.Equal(["b", "a"], JsonDocument.Parse(file.Bytes).RootElement.EnumerateArray().Select(row => row.GetProperty("id").GetString()));
    }

    [Fact]
    public async Task Without_results_the_export_is_disabled_and_the_reason_is_shown()
    {
        using var site = new PortalSite();
        site.Api.Search();
        var page = await site.GetAsync("/?q=url:https://x/y.jpg");
        Assert.Contains("id=\"export-what\" data-selected aria-live=\"polite\">There are no results to export.</span>", page.Html);
        Assert.Equal(3, page.Html.Split("disabled=\"disabled\" aria-describedby=\"export-what\"").Length - 1);
        var file = await site.PostAsync("/export", ("as", "csv"), ("search", "/?q=url:https://x/y.jpg"));
        Assert.Equal(HttpStatusCode.BadRequest, file.Status);
        Assert.Contains("nothing to export", file.Text);
    }
}
