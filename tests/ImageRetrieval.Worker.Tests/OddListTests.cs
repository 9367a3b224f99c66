using System.Globalization;
using System.IO.Compression;
using System.Text;
using CsCheck;
using ImageRetrieval.Collection.Catalog;
using ImageRetrieval.Fixtures;
using ImageRetrieval.Worker.UrlList;

namespace ImageRetrieval.Worker.Tests;

/// <summary>
/// Generated lists of every encoding, separator, width, kind of quotes and of line ends, packed and cut: every row comes out
/// once, as a source or with a reason, and nothing but the typed exception comes out of a reader.
/// </summary>
public sealed class OddListTests : IDisposable
{
    private const int Lists = 2000;

    private static readonly string[] s_encodings = ["utf-8", "utf-8 marked", "utf-16", "utf-16 marked", "utf-16BE", "utf-16BE marked", "windows-1252"];

    private readonly TemporaryFolder _folder = new();

    static OddListTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public void Dispose() => _folder.Dispose();

    private static Gen<T> One<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    /// <summary>A row: how many columns it has more or fewer than the header, and its title.</summary>
    private sealed record Row(int Extra, string Title, bool Quoted);

    private sealed record ListForm(string Encoding, char Separator, string LineEnd, bool LastEnd, int Members, Row[] Rows);

    private static readonly Gen<string> s_title = Gen.OneOf(
        Gen.Const(""),
        Gen.Char["abcXYZ 0123456789,;|\t\"'#=\\/éÄßñ"].Array[0, 12].Select(characters => new string(characters)),
        Gen.Const("5 € – “x” é"),
        Gen.Const("two\nlines"),
        Gen.Const("two\r\nlines, and \"quotes\""));

    private static readonly Gen<ListForm> s_lists =
        from encoding in One(s_encodings)
        from separator in One(',', ';', '\t', '|')
        from lineEnd in One("\n", "\r\n", "\r")
        from lastEnd in Gen.Bool
        from members in Gen.Int[0, 3]
        from rows in Gen.Select(Gen.Frequency((8, Gen.Const(0)), (1, Gen.Int[1, 3]), (1, Gen.Int[-3, -1])), s_title, Gen.Bool, (extra, title, quoted) => new Row(extra, title, quoted)).Array[1, 25]
        select new ListForm(encoding, separator, lineEnd, lastEnd, members, rows);

    [Fact]
    public void No_row_of_a_CSV_list_is_lost_or_read_twice_without_a_reason() => s_lists.Sample(
        list =>
        {
            var rows = ReadAll(Write(list));
            var (sources, rejected) = (rows.Where(row => row.Source is not null).Select(row => row.Source!).ToList(), rows.Select(row => row.Rejected).OfType<RejectedRow>().ToList());
            var good = list.Rows.Select((row, number) => (row, number)).Where(pair => pair.row.Extra is 0 or -1).ToList();

            Assert.Equal(list.Rows.Length, rows.Count);
            Assert.All(rejected, row => Assert.NotEmpty(row.Detail));
            Assert.Equal(good.Select(pair => $"id{pair.number}"), sources.Select(source => source.ImageId));
            Assert.Equal(good.Select(pair => Url(pair.number)), sources.Select(source => source.Url));
            foreach (var ((row, _), source) in good.Zip(sources))
                Assert.Equal(row.Extra < 0 ? "" : Expected(row), source.Metadata.GetValueOrDefault("title", ""));
        },
        iter: Lists, threads: 1, print: Show);

    [Fact]
    public void A_packed_list_that_is_cut_anywhere_or_damaged_gives_the_typed_exception_and_no_other() => Gen.Select(s_lists, Gen.Double.Unit, Gen.Byte, Gen.Bool).Sample(
        (list, where, bits, cut) =>
        {
            var path = Write(list with { Members = Math.Max(1, list.Members) });
            var bytes = File.ReadAllBytes(path);
            var at = (int)(where * (bytes.Length - 1));
            // A cut between two members leaves a whole file: that is not one.
            if (cut)
                bytes = bytes[..at];
            else
                bytes[at] ^= (byte)(bits | 1);
            File.WriteAllBytes(path, bytes);
            AssertOnlyTyped(path, mayBeWhole: !cut || list.Members > 1);
        },
        iter: Lists, threads: 1);

    [Fact]
    public void Arbitrary_bytes_give_rows_or_the_typed_exception_in_every_format() => Gen.Select(
        One("csv", "tsv", "jsonl", "json", "txt", "parquet", "csv.gz", "json.gz"),
        Gen.OneOf(Gen.Byte.Array[0, 300], Gen.Char["{}[]\"\\:,;\t|\r\n \0urlid/http.testéÿ"].Array[0, 300].Select(text => Encoding.Latin1.GetBytes(text)))).Sample(
        (format, bytes) =>
        {
            var path = _folder.File("any." + format);
            byte[][] forms = format.StartsWith("json", StringComparison.Ordinal) ? [bytes, [.. "["u8, .. bytes], [.. "[{\"url\":\""u8, .. bytes]] : [bytes, [.. "url,id\n"u8, .. bytes], [.. "http://a.test/1\n"u8, .. bytes], [.. "PAR1"u8, .. bytes, .. "PAR1"u8]];
            foreach (var form in forms)
            {
                File.WriteAllBytes(path, form);
                AssertOnlyTyped(path, mayBeWhole: true);
            }
        },
        iter: Lists, threads: 1);

    private static void AssertOnlyTyped(string path, bool mayBeWhole)
    {
        try
        {
            Assert.All(ReadAll(path), row => Assert.True(row.Source is null != row.Rejected is null));
            Assert.True(mayBeWhole, "Half a list was taken for a whole one.");
        }
        catch (UrlListException error)
        {
            Assert.Contains(path, error.Message, StringComparison.Ordinal);
        }
    }

    private static List<(ImageSource? Source, RejectedRow? Rejected)> ReadAll(string path) => [.. ListReaders.Open([path], "/data")[0].Read()];

    private string Write(ListForm list)
    {
        var text = new StringBuilder().AppendJoin(list.Separator, "id", "url", "title").Append(list.LineEnd);
        for (var i = 0; i < list.Rows.Length; i++)
            text.AppendJoin(list.Separator, Fields(list, list.Rows[i], i)).Append(i + 1 < list.Rows.Length || list.LastEnd || MustEnd(list) ? list.LineEnd : "");
        var encoding = Encoding.GetEncoding(list.Encoding.Split(' ')[0]);
        byte[] bytes = [.. list.Encoding.Contains(' ', StringComparison.Ordinal) ? encoding.GetPreamble() : [], .. encoding.GetBytes(text.ToString())];
        var path = _folder.File(list.Separator == '\t' ? "list.tsv" : "list.csv");
        File.WriteAllBytes(path, list.Members == 0 ? bytes : Pack(bytes, list.Members));
        return path;
    }

    // A last row that is narrow, alone, and without its end is half a row.
    private static bool MustEnd(ListForm list) => list.Rows[^1].Extra < 0;

    private static IEnumerable<string> Fields(ListForm list, Row row, int number)
    {
        string[] fields = [$"id{number}", Url(number), Quote(row, list.Separator), .. Enumerable.Repeat("more", Math.Max(0, row.Extra))];
        return fields.Take(Math.Max(1, 3 + row.Extra));
    }

    private static string Quote(Row row, char separator) =>
        row.Quoted || row.Title.AsSpan().ContainsAny("\"\r\n") || row.Title.Contains(separator, StringComparison.Ordinal) ? $"\"{row.Title.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : row.Title;

    private static string Expected(Row row) => row.Title.Trim();

    private static string Url(int number) => string.Create(CultureInfo.InvariantCulture, $"http://a.test/{number}.png");

    private static byte[] Pack(byte[] bytes, int members)
    {
        using var memory = new MemoryStream();
        for (var i = 0; i < members; i++)
        {
            using var gzip = new GZipStream(memory, CompressionLevel.Fastest, leaveOpen: true);
            gzip.Write(bytes.AsSpan(bytes.Length * i / members, (bytes.Length * (i + 1) / members) - (bytes.Length * i / members)));
        }
        return memory.ToArray();
    }

    private static string Show(ListForm list) => $"{list.Encoding} '{list.Separator}' {list.LineEnd.Length} {list.LastEnd} {list.Members}: {string.Join(" / ", list.Rows.Select(row => row.ToString()))}";
}
