using ImageRetrieval.Portal.Search;

namespace ImageRetrieval.Portal.Tests;

public sealed class QueryPictureTests
{
    [Theory]
    [InlineData("cat.jpg", "cat.jpg")]
    [InlineData(@"C:\photos\cat.jpg", "cat.jpg")]
    [InlineData("a/b/ä.jpg", "ä.jpg")]
    [InlineData("a\"; filename=\"b.jpg", "a filename=b.jpg")]
    [InlineData("a\r\nX-Evil: 1", "aX-Evil: 1")]
    [InlineData("", "picture")]
    [InlineData("dir/", "picture")]
    public void A_file_name_goes_out_without_folders_and_without_a_meaning_in_headers(string name, string wire) =>
        Assert.Equal(wire, new QueryPicture([], name).WireName);
}
