using ImageRetrieval.Collection.Catalog;
using ImageRetrieval.Fixtures;
using ImageRetrieval.Worker.UrlList;
using Parquet;
using Parquet.Schema;

namespace ImageRetrieval.Worker.Tests;

/// <summary>Columns of the usual feeds, columns that the user names, lists without columns, JSON and Parquet.</summary>
public sealed class FeedColumnTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("Handle,Title,Variant SKU,Image Src,Image Position\nshirt,Shirt,S-1,http://a.test/1,1\n", null, "Title")]
    [InlineData("id\ttitle\tlink\timage_link\tadditional_image_link\n7\tShirt\thttp://shop.test/7\thttp://a.test/1\thttp://a.test/2\n", "7", "additional_image_link")]
    [InlineData("id\ttitle\tlink\timage link\n7\tShirt\thttp://shop.test/7\thttp://a.test/1\n", "7", "link")]
    [InlineData("ImageID,Subset,OriginalURL,OriginalLandingURL,Thumbnail300KURL\nabc,train,http://a.test/1,http://b.test/,http://c.test/\n", "abc", "Thumbnail300KURL")]
    [InlineData("photo_id\tphoto_url\tphoto_image_url\tphoto_width\nabc\thttp://u.test/photos/abc\thttp://a.test/1\t300\n", "abc", "photo_url")]
    [InlineData("URL,TEXT,WIDTH,HEIGHT,similarity\nhttp://a.test/1,a cat,3,4,0.3\n", null, "TEXT")]
    [InlineData("url,caption,key,status,error_message\nhttp://a.test/1,a cat,000000001,success,\n", "000000001", "caption")]
    [InlineData("url,key\nhttp://a.test/1,C major\n", null, "key")]
    [InlineData("image_url,id\nhttp://a.test/1,9\n", "9", null)]
    [InlineData("g:id,g:image_link\n7,http://a.test/1\n", "7", null)]
    public void The_columns_of_usual_feeds_are_known(string text, string? id, string? metadata)
    {
        var source = Read("feed.csv", text).Single();
        Assert.Equal("http://a.test/1", source.Url);
        if (id is null)
            Assert.Matches("^[0-9a-f]{16}$", source.ImageId);
        else
            Assert.Equal(id, source.ImageId);
        if (metadata is not null)
            Assert.True(source.Metadata.ContainsKey(metadata));
    }

    [Theory]
    [InlineData("list.csv", "sku,Picture,url\n1,http://a.test/1,http://page.test/\n")]
    [InlineData("list.jsonl", "{\"sku\":1,\"Picture\":\"http://a.test/1\",\"url\":\"http://page.test/\"}\n")]
    [InlineData("list.json", "[{\"sku\":1,\"Picture\":\"http://a.test/1\",\"url\":\"http://page.test/\"}]")]
    public void Columns_that_the_user_names_take_precedence_over_known_ones(string name, string text)
    {
        var source = Read(name, text, new ListReading { UrlColumn = "picture", IdColumn = "SKU" }).Single();
        Assert.Equal(("1", "http://a.test/1", "http://page.test/"), (source.ImageId, source.Url, source.Metadata["url"]));
    }

    [Theory]
    [InlineData("picture", null, "no column 'picture', which --url-column"), InlineData(null, "sku", "no column 'sku', which --id-column")]
    public void A_list_without_the_named_column_is_rejected_and_its_columns_are_named(string? url, string? id, string sentence)
    {
        var error = Assert.Throws<UrlListException>(() => Read("list.csv", "url,title\nhttp://a.test/1,a\n", new ListReading { UrlColumn = url, IdColumn = id }));
        Assert.Contains(sentence, error.Message, StringComparison.Ordinal);
        Assert.Contains("'url', 'title'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("list.txt", "# mine\nhttp://a.test/1?x=1,2;3\n\nhttps://a.test/2\r\n", "http://a.test/1?x=1,2;3 https://a.test/2")]
    [InlineData("list.csv", "http://a.test/1\nhttp://a.test/2?a;b|c", "http://a.test/1 http://a.test/2?a;b|c")]
    [InlineData("list.json", "[\"http://a.test/1\", {\"url\":\"http://a.test/2\"}]", "http://a.test/1 http://a.test/2")]
    [InlineData("list.json", "{\"url\":\"http://a.test/1\"}\n{\"url\":\"http://a.test/2\"}", "http://a.test/1 http://a.test/2")]
    [InlineData("list.jsonl", "\"http://a.test/1\"\n\"http://a.test/2\"\n", "http://a.test/1 http://a.test/2")]
    [InlineData("feed.txt", "id\timage_link\n1\thttp://a.test/1\n", "http://a.test/1")]
    public void Lists_without_columns_are_lists_of_URLs(string name, string text, string urls) =>
        Assert.Equal(urls.Split(' '), Read(name, text).Select(source => source.Url));

    [Theory]
    [InlineData("http://a.test/1,fish\nhttp://a.test/2,cat\n"), InlineData("http://a.test/1\tfish\n")]
    public void A_list_with_several_columns_without_names_is_rejected(string text) =>
        Assert.Contains("its first line must name them", Assert.Throws<UrlListException>(() => Read("list.csv", text)).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Parquet_is_read_a_group_of_rows_at_a_time_and_columns_of_other_than_single_values_are_left_out()
    {
        var (url, key, caption, width, score, tags) = (new DataField<string>("url"), new DataField<string>("key"), new DataField<string>("caption"), new DataField<long?>("width"), new DataField<double>("similarity"), new ListField("tags", new DataField<string>("element")));
        await using (var file = File.Create(_folder.File("list.parquet")))
        await using (var parquet = await ParquetWriter.CreateAsync(new ParquetSchema(url, key, caption, width, score, tags), file))
        {
            for (var group = 0; group < 3; group++)
            {
                using var rows = parquet.CreateRowGroup();
                await rows.WriteAsync(url, [$"http://a.test/{group}a", null!]);
                await rows.WriteAsync(key, [$"{group}a", $"{group}b"]);
                await rows.WriteAsync(caption, ["a, \"cat\"\n", ""]);
                await rows.WriteAsync<long>(width, new long?[] { 300, null });
                await rows.WriteAsync<double>(score, new[] { 0.25, 1e-7 });
                await rows.WriteAsync((DataField)tags.Item, ["x", "y", "z"], new[] { 0, 1, 0 });
                rows.CompleteValidate();
            }
        }
        var log = new LogLines();
        var read = new ParquetListReader(_folder.File("list.parquet"), new ListReading { Logger = log }).Read().ToList();

        Assert.Equal(["0a", "1a", "2a"], read.Where(row => row.Source is not null).Select(row => row.Source!.ImageId));
        Assert.Equal("caption=a, \"cat\" similarity=0.25 width=300", string.Join(' ', read[0].Source!.Metadata.Select(pair => $"{pair.Key}={pair.Value}")));
        Assert.Equal(3, read.Count(row => row.Rejected is { Reason: FailureReason.MissingUrl, ImageId: [_, 'b'] }));
        Assert.Contains(log.Lines, line => line.Contains("ignored: tags", StringComparison.Ordinal));

        var whole = await File.ReadAllBytesAsync(_folder.File("list.parquet"));
        for (var length = 0; length < whole.Length; length += 13)
        {
            await File.WriteAllBytesAsync(_folder.File("cut.parquet"), whole[..length]);
            Assert.Throws<UrlListException>(() => new ParquetListReader(_folder.File("cut.parquet")).Read().ToList());
        }
    }

    private List<ImageSource> Read(string name, string text, ListReading? reading = null)
    {
        File.WriteAllText(_folder.File(name), text);
        var rows = ListReaders.Open([_folder.File(name)], "/data", reading)[0].Read().ToList();
        Assert.All(rows, row => Assert.Null(row.Rejected));
        return [.. rows.Select(row => row.Source!)];
    }
}
