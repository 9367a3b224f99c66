using ImageRetrieval.Collection.Catalog;
using ImageRetrieval.Fixtures;
using ImageRetrieval.Worker.UrlList;

namespace ImageRetrieval.Worker.Tests;

/// <summary>The shape of rows: wider or narrower than the header, and columns of one name.</summary>
public sealed class RowShapeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("url\nhttp://a.test/x,y.jpg\nhttp://a.test/2\n")]
    [InlineData("url\nhttp://a.test/x,\nhttp://a.test/2\n")]
    [InlineData("http://a.test/1\nhttp://a.test/x,y.jpg\nhttp://a.test/2\n")]
    [InlineData("id,url\n1,http://a.test/x,y.jpg\n2,http://a.test/2\n")]
    [InlineData("id;url;title\n1;http://a.test/1;a; b\n2;http://a.test/2;c\n")]
    public void A_row_wider_than_the_header_is_rejected_and_no_other_address_is_requested(string text)
    {
        var rows = Read(text);
        var refused = Assert.Single(rows, row => row.Rejected is not null).Rejected!;
        Assert.Equal(FailureReason.TooManyColumns, refused.Reason);
        Assert.Contains("put values that contain the separator in quotes", refused.Detail, StringComparison.Ordinal);
        Assert.Equal("http://a.test/2", rows[^1].Source!.Url);
    }

    [Fact]
    public void A_comma_in_quotes_is_part_of_the_URL()
    {
        Assert.Equal("http://a.test/x,y.jpg", Read("url\n\"http://a.test/x,y.jpg\"\n").Single().Source!.Url);
        Assert.Equal("http://a.test/x,y.jpg", Read("\"http://a.test/x,y.jpg\"\n", "bare.txt").Single().Source!.Url);
        Assert.Equal("http://a.test/x,y.jpg", Read("http://a.test/x,y.jpg\n", "bare.txt").Single().Source!.Url);
    }

    [Fact]
    public void A_narrower_row_lacks_metadata_and_nothing_else()
    {
        var rows = Read("id,url,title,kind\n1,http://a.test/1,a\n2,http://a.test/2\n3\n4,http://a.test/4,d,fish\n");
        Assert.Equal(["title=a", "", "title=d kind=fish"], rows.Where(row => row.Source is not null).Select(row => string.Join(' ', row.Source!.Metadata.OrderByDescending(pair => pair.Key).Select(pair => $"{pair.Key}={pair.Value}"))));
        Assert.Equal((4L, FailureReason.TooFewColumns), (rows[2].Rejected!.Line, rows[2].Rejected!.Reason));
    }

    [Fact]
    public void Both_values_of_two_columns_with_one_name_are_stored()
    {
        var source = Read("id,url,tag,tag,Tag,tag 2,tag\n1,http://a.test/1,red,blue,green,grey,pink\n").Single().Source!;
        Assert.Equal("Tag=green tag=red tag 2=grey tag 3=blue tag 4=pink", string.Join(' ', source.Metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}")));
    }

    [Theory]
    [InlineData("url,id,url\n1,2,3\n", "'url'"), InlineData("id,url,ID\n1,2,3\n", "'id'"), InlineData("Image Src,image_src\n1,2\n", "'Image Src'")]
    public void A_list_with_two_columns_of_URLs_or_ids_is_rejected(string text, string column) =>
        Assert.Contains($"two columns {column}", Assert.Throws<UrlListException>(() => Read(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_JSON_object_with_two_values_of_one_name_is_rejected()
    {
        foreach (var text in (string[])["""{"url":"http://a.test/1","url":"http://a.test/2"}""", """{"url":"http://a.test/1","URL":"http://a.test/2"}""", """{"url":"http://a.test/1","tag":"a","tag":"b"}"""])
            Assert.Equal(FailureReason.InvalidRow, Read(text + "\n", "list.jsonl").Single().Rejected!.Reason);
    }

    [Fact]
    public void A_quote_that_joins_rows_gives_a_reason_and_not_a_mixture()
    {
        var rows = Read("id,url,title\n1,http://a.test/1,\"open\n2,http://a.test/2,\"b\"\n3,http://a.test/3,c\n");
        Assert.Equal(["3"], rows.Where(row => row.Source is not null).Select(row => row.Source!.ImageId));
        Assert.Contains("a quote is missing", Assert.Single(rows, row => row.Rejected is not null).Rejected!.Detail, StringComparison.Ordinal);
        // A quote inside a value is a value's own, as in inches.
        Assert.Equal("5\" disk", Read("id,url,title\n1,http://a.test/1,5\" disk\n").Single().Source!.Metadata["title"]);
    }

    private List<(ImageSource? Source, RejectedRow? Rejected)> Read(string text, string name = "list.csv")
    {
        File.WriteAllText(_folder.File(name), text);
        return [.. ListReaders.Open([_folder.File(name)], "/data")[0].Read()];
    }
}
