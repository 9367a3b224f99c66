using System.Text;
using ImageRetrieval.Collection.Catalog;
using ImageRetrieval.Fixtures;
using ImageRetrieval.Worker.UrlList;

namespace ImageRetrieval.Worker.Tests;

/// <summary>The encoding of a list is found out, told and never guessed at the cost of its bytes.</summary>
public sealed class ListEncodingTests : IDisposable
{
    private const string Western = "id,url,title\n1,http://a.test/1,Größe für 5 € – “ça va”\n2,http://a.test/2,plain\n";

    private readonly TemporaryFolder _folder = new();

    static ListEncodingTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("utf-8", false), InlineData("utf-8", true)]
    [InlineData("utf-16", false), InlineData("utf-16", true)]
    [InlineData("utf-16BE", false), InlineData("utf-16BE", true)]
    [InlineData("utf-32", true), InlineData("utf-32BE", true)]
    [InlineData("windows-1252", false)]
    public void UTF_with_or_without_mark_and_Windows_1252_are_distinguished(string encoding, bool marked)
    {
        var (sources, log) = Read(Western, encoding, marked);
        Assert.Equal("Größe für 5 € – “ça va”", sources[0].Source!.Metadata["title"]);
        Assert.Contains($"is read as {encoding}", Assert.Single(log, line => line.Contains("is read as", StringComparison.Ordinal)), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("windows-1251", "Привет, как дела, это картинки из нашего каталога")]
    [InlineData("shift_jis", "日本語のテキストです")]
    [InlineData("windows-1253", "ελληνικά κείμενο για εικόνες")]
    public void Other_alphabets_are_recognised_from_enough_text(string encoding, string title) =>
        Assert.Equal(title, Read($"id;url;title\n1;http://a.test/1;{title}\n", encoding).Rows[0].Source!.Metadata["title"]);

    [Fact]
    public void The_one_byte_that_is_not_UTF_8_may_be_far_behind_and_lie_across_two_reads()
    {
        var head = "id,url,title\n" + string.Concat(Enumerable.Range(0, 5000).Select(i => $"{i},http://a.test/{i},plain\n"));
        for (var shift = 0; shift < 4; shift++)
        {
            var filler = new string('x', (64 * 1024) - ((head.Length + 30) % (64 * 1024)) + shift);
            var rows = Read($"{head}filler,http://a.test/f,{filler}\nlast,http://a.test/l,é€ß\n", "windows-1252").Rows;
            Assert.Equal("é€ß", rows[^1].Source!.Metadata["title"]);
            Assert.Equal("é€ß", Read($"{head}filler,http://a.test/f,{filler}\nlast,http://a.test/l,é€ß\n", "utf-8").Rows[^1].Source!.Metadata["title"]);
        }
    }

    [Fact]
    public void A_row_in_another_encoding_is_rejected_with_its_reason_and_the_others_are_read()
    {
        byte[] bytes = [.. "id,url,title\n1,http://a.test/1,Größe\n2,http://a.test/2,Caf"u8, 0xE9, .. " Noir\n3,http://a.test/3,日本\n"u8];
        var rows = Read(bytes).Rows;
        Assert.Equal(["1", "3"], rows.Where(row => row.Source is not null).Select(row => row.Source!.ImageId));
        var refused = rows.Single(row => row.Rejected is not null).Rejected!;
        Assert.Equal((3L, FailureReason.UndecodedText), (refused.Line, refused.Reason));
        Assert.Contains("--list-encoding", refused.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("csv", "id,url,title\n1,http://a.test/1,x\uFFFFy\n")]
    [InlineData("jsonl", "{\"id\":\"1\",\"url\":\"http://a.test/1\",\"title\":\"x\uFFFFy\"}\n")]
    [InlineData("json", "[{\"id\":\"1\",\"url\":\"http://a.test/1\",\"title\":\"x\uFFFFy\"}]")]
    [InlineData("txt", "http://a.test/x\uFFFFy\n")]
    public void Bytes_that_are_not_text_in_the_given_encoding_reject_their_row_in_every_format(string format, string text)
    {
        var bytes = Encoding.Latin1.GetBytes(text.Replace('\uFFFF', '\xE9'));
        var path = _folder.File("list." + format);
        File.WriteAllBytes(path, bytes);
        var row = ListReaders.Open([path], "/data", new ListReading { Encoding = "utf-8" })[0].Read().Single();
        Assert.Equal(FailureReason.UndecodedText, row.Rejected!.Reason);
        Assert.NotNull(ListReaders.Open([path], "/data", new ListReading { Encoding = "iso-8859-1" })[0].Read().Single().Source);
        // Windows-1252 leaves five bytes open; .NET would make control characters of them.
        File.WriteAllBytes(path, [.. bytes.Select(value => value == 0xE9 ? (byte)0x81 : value)]);
        Assert.Equal(FailureReason.UndecodedText, ListReaders.Open([path], "/data")[0].Read().Single().Rejected!.Reason);
    }

    [Fact]
    public void A_named_encoding_is_another_list_and_a_byte_order_mark_still_holds()
    {
        var path = _folder.File("list.csv");
        File.WriteAllText(path, Western, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        var named = new UrlListReader(path, new ListReading { Encoding = "windows-1252" });
        Assert.NotEqual(new UrlListReader(path).Fingerprint(), named.Fingerprint());
        Assert.Equal("Größe für 5 € – “ça va”", named.Read().First().Source!.Metadata["title"]);
    }

    private (List<(ImageSource? Source, RejectedRow? Rejected)> Rows, IReadOnlyList<string> Log) Read(string text, string encoding, bool marked = false)
    {
        var form = Encoding.GetEncoding(encoding);
        return Read([.. marked ? form.GetPreamble() : [], .. form.GetBytes(text)]);
    }

    private (List<(ImageSource? Source, RejectedRow? Rejected)> Rows, IReadOnlyList<string> Log) Read(byte[] bytes)
    {
        var (path, log) = (_folder.File("list.csv"), new LogLines());
        File.WriteAllBytes(path, bytes);
        var rows = new UrlListReader(path, new ListReading { Logger = log }).Read().ToList();
        return (rows, [.. log.Lines]);
    }
}
