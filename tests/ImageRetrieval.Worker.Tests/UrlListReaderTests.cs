using ImageRetrieval.Collection.Catalog;
using ImageRetrieval.Fixtures;
using ImageRetrieval.Worker.UrlList;

namespace ImageRetrieval.Worker.Tests;

public sealed class UrlListReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Columns_are_found_by_name_and_the_rest_is_metadata()
    {
        var (sources, rejected) = Read("Title,ID,URL,kind\n\"A, \"\"quoted\"\" title\",7,http://a.test/x/fish%201.jpg,fish\n,8,http://a.test/8,\n");

        Assert.Empty(rejected);
        Assert.Equal(["7", "8"], sources.Select(s => s.ImageId));
        Assert.Equal("fish 1.jpg", sources[0].Name);
        Assert.Equal(2, sources[0].Line);
        Assert.Equal(new Dictionary<string, string> { ["Title"] = "A, \"quoted\" title", ["kind"] = "fish" }, sources[0].Metadata);
        Assert.Empty(sources[1].Metadata);
    }

    [Fact]
    public void Every_bad_row_has_its_line_and_reason_and_the_good_ones_stay()
    {
        var (sources, rejected) = Read("url,id\nhttp://a.test/1,1\njust-one-column\n,3\nhttp://a.test/4,\nhttp://a.test/5,1\n\nhttp://a.test/6,6\n");

        // The same id twice is the catalog's to find: a list of any length is read in bounded memory.
        Assert.Equal(["1", "1", "6"], sources.Select(s => s.ImageId));
        Assert.Equal(
            [(3L, FailureReason.TooFewColumns), (4L, FailureReason.MissingUrl), (5L, FailureReason.MissingId)],
            rejected.Select(r => (r.Line, r.Reason)));
    }

    [Fact]
    public void Without_ids_the_URL_makes_them_whatever_the_order()
    {
        var (forth, _) = Read("url\nhttp://a.test/1\nhttp://a.test/2\n");
        var (back, _) = Read("url\nhttp://a.test/2\nhttp://a.test/1\n");

        Assert.Equal(forth.Select(s => (s.Url, s.ImageId)).Order(), back.Select(s => (s.Url, s.ImageId)).Order());
        Assert.All(forth, s => Assert.Matches("^[0-9a-f]{16}$", s.ImageId));
    }

    [Theory]
    [InlineData("url;id\nhttp://a.test/1;1\n")]
    [InlineData("url\tid\nhttp://a.test/1\t1\n")]
    [InlineData("\uFEFFurl,id\r\nhttp://a.test/1,1\r\n")]
    public void Separators_and_byte_order_marks_are_recognised(string text) =>
        Assert.Equal([("1", "http://a.test/1")], Read(text).Sources.Select(s => (s.ImageId, s.Url)));

    [Fact]
    public void The_error_for_a_list_without_a_known_column_names_its_columns_and_the_option()
    {
        var error = Assert.Throws<UrlListException>(() => Read("picture,id\nhttp://a.test/1,1\n"));
        Assert.Contains("'picture', 'id'", error.Message, StringComparison.Ordinal);
        Assert.Contains("--url-column \"picture\"", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_quote_that_is_never_closed_is_named_and_swallows_nothing_in_silence()
    {
        var error = Assert.Throws<UrlListException>(() => Read("url,id,title\nhttp://a.test/1,1,\"open\nhttp://a.test/2,2,b\n"));
        Assert.Contains("never closed", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_file_and_an_absent_one_are_errors()
    {
        Assert.Throws<UrlListException>(() => Read(""));
        Assert.Throws<UrlListException>(() => new UrlListReader(_folder.File("none.csv")).Read().ToList());
    }

    private (List<ImageSource> Sources, List<RejectedRow> Rejected) Read(string text)
    {
        var path = _folder.File("list.csv");
        File.WriteAllText(path, text);
        var rows = new UrlListReader(path).Read().ToList();
        return (rows.Where(r => r.Source is not null).Select(r => r.Source!).ToList(), rows.Where(r => r.Rejected is not null).Select(r => r.Rejected!).ToList());
    }
}
