using System.IO.Compression;
using System.Text;
using ImageRetrieval.Collection.Catalog;
using ImageRetrieval.Fixtures;
using ImageRetrieval.Worker.UrlList;

namespace ImageRetrieval.Worker.Tests;

/// <summary>Half a list is not taken for a whole one: whatever its format, a list that breaks off is refused with a sentence.</summary>
public sealed class HalfListTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Formats => ["csv", "tsv", "jsonl", "json", "txt"];

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_gzip_file_truncated_anywhere_is_rejected(string format)
    {
        var whole = Gzip(Text(format, 40));
        Assert.Equal(40, Read($"list.{format}.gz", whole).Count);

        for (var length = 2; length < whole.Length; length++)
            Assert.Throws<UrlListException>(() => Read($"list.{format}.gz", whole[..length]));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void All_members_of_a_gzip_file_are_read_with_zeros_behind_them_and_headers_of_any_kind(string format)
    {
        // The second member has a name, a comment, an extra field and a checksum of its header, as gzip(1) and others write them.
        var text = Text(format, 10);
        var (first, second) = (Gzip(text[..(text.Length / 2)]), Gzip(text[(text.Length / 2)..]));
        byte[] rich = [.. second[..3], 2 | 4 | 8 | 16, .. second[4..10], 2, 0, 9, 9, .. "name\0comment\0"u8, 1, 2, .. second[10..]];

        Assert.Equal(10, Read($"list.{format}.gz", [.. first, .. rich, .. Gzip([]), .. new byte[700]]).Count);
    }

    [Fact]
    public void What_follows_gzip_data_and_what_does_not_match_its_checksum_is_an_error()
    {
        var whole = Gzip(Text("csv", 10));
        AssertRefused("list.csv.gz", [.. whole, .. "garbage"u8], "followed by something that is not gzip");
        AssertRefused("list.csv.gz", [.. whole, .. whole[..12]], "truncated");
        AssertRefused("list.csv.gz", [.. whole[..^8], 1, 2, 3, 4, .. whole[^4..]], "checksum");
        AssertRefused("list.csv.gz", [.. whole[..^4], 1, 2, 3, 4], "checksum");
        AssertRefused("list.csv.gz", [0x1F, 0x8B, 8, 0xE0, .. whole[4..]], "header");
    }

    [Theory]
    [InlineData("csv", "id,url,title\n1,http://a.test/1,a\n2,http://a.test/2,\"open\n3,http://a.test/3,b\n", "never closed")]
    [InlineData("csv", "id,url,title\n1,http://a.test/1,a\n2,http://a.te", "truncated in line 3")]
    [InlineData("csv", "id,url,title\n1,http://a.test/1,caf\xC3\xA9\n2,http://a.test/2,caf\xC3", "middle of a character")]
    [InlineData("csv", "id,url\n1,http://a.test/1\n\0\0\0\0\0\0", "zero byte")]
    [InlineData("jsonl", "{\"url\":\"http://a.test/1\"}\n{\"url\":\"http://a.te", "truncated in line 2")]
    [InlineData("json", "[{\"url\":\"http://a.test/1\"},\n{\"url\":\"http://a.test/2\"}", "complete JSON array")]
    [InlineData("json", "[\"http://a.test/1\",\n\"http://a.te", "complete JSON array")]
    [InlineData("json", "[\"http://a.test/1\"] [", "complete JSON array")]
    [InlineData("json", "{\"url\":\"http://a.test/1\"}\n{\"url\"", "truncated in line 2")]
    [InlineData("parquet", "PAR1 and no more", "complete Parquet file")]
    [InlineData("csv", "", "is empty")]
    [InlineData("jsonl", "\n \n", "is empty")]
    [InlineData("json", "", "is empty")]
    [InlineData("txt", "\uFEFF", "is empty")]
    [InlineData("parquet", "", "complete Parquet file")]
    public void A_list_with_an_incomplete_end_is_rejected_compressed_or_not(string format, string text, string sentence)
    {
        var bytes = text == "\uFEFF" ? Encoding.UTF8.GetBytes(text) : Encoding.Latin1.GetBytes(text);
        AssertRefused($"list.{format}", bytes, sentence);
        if (format != "parquet")
            AssertRefused($"list.{format}.gz", Gzip(bytes), sentence);
    }

    [Fact]
    public void A_last_line_without_its_line_break_is_whole_when_it_is_whole()
    {
        Assert.Equal(2, Read("a.csv", "id,url\n1,http://a.test/1\n2,http://a.test/2"u8.ToArray()).Count);
        Assert.Equal(2, Read("b.jsonl", "{\"url\":\"http://a.test/1\"}\n{\"url\":\"http://a.test/2\"}"u8.ToArray()).Count);
        // All rows of this list leave their last column out: its last one does as the others.
        Assert.Equal(2, Read("c.csv", "id,url,title\n1,http://a.test/1\n2,http://a.test/2"u8.ToArray()).Count);
    }

    [Theory]
    [InlineData("csv"), InlineData("jsonl"), InlineData("json"), InlineData("txt")]
    public void A_list_that_shrinks_grows_or_changes_while_it_is_read_is_rejected(string format)
    {
        foreach (var change in (Action<string>[])[
            path => File.WriteAllBytes(path, Text(format, 3000)),
            path => File.WriteAllBytes(path, Text(format, 6000)),
            path => File.WriteAllText(path, File.ReadAllText(path).Replace("/4999", "/4998", StringComparison.Ordinal))])
        {
            var path = _folder.File($"list.{format}");
            File.WriteAllBytes(path, Text(format, 5000));
            using var rows = ListReaders.Open([path], "/data")[0].Read().GetEnumerator();
            Assert.True(rows.MoveNext());
            change(path);
            Assert.Throws<UrlListException>(() =>
            {
                while (rows.MoveNext())
                {
                }
            });
        }
    }

    [Fact]
    public void A_pipe_is_not_a_list_and_is_not_waited_for()
    {
        var pipe = _folder.File("pipe.csv");
        Posix.MakePipe(pipe);
        foreach (var path in (string[])[pipe, "/dev/null"])
            Assert.Contains("A list is read more than once", Assert.Throws<UrlListException>(() => new UrlListReader(path).Read().ToList()).Message, StringComparison.Ordinal);
    }

    private void AssertRefused(string name, byte[] bytes, string sentence) =>
        Assert.Contains(sentence, Assert.Throws<UrlListException>(() => Read(name, bytes)).Message, StringComparison.Ordinal);

    private List<ImageSource> Read(string name, byte[] bytes)
    {
        File.WriteAllBytes(_folder.File(name), bytes);
        var rows = ListReaders.Open([_folder.File(name)], "/data")[0].Read().ToList();
        Assert.All(rows, row => Assert.Null(row.Rejected));
        return [.. rows.Select(row => row.Source!)];
    }

    private static byte[] Text(string format, int rows)
    {
        var urls = Enumerable.Range(0, rows).Select(i => $"http://a.test/{i}");
        return Encoding.UTF8.GetBytes(format switch
        {
            "csv" => "url,id\n" + string.Concat(urls.Select((url, i) => $"{url},{i}\n")),
            "tsv" => "url\tid\n" + string.Concat(urls.Select((url, i) => $"{url}\t{i}\n")),
            "jsonl" => string.Concat(urls.Select(url => $"{{\"url\":\"{url}\"}}\n")),
            "json" => $"[{string.Join(",\n", urls.Select(url => $"\"{url}\""))}]",
            _ => string.Concat(urls.Select(url => url + "\n")),
        });
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(bytes);
        return memory.ToArray();
    }
}
