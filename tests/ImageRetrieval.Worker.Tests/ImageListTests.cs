using System.IO.Compression;
using System.Text;
using ImageRetrieval.Collection;
using ImageRetrieval.Collection.Catalog;
using ImageRetrieval.Fixtures;
using ImageRetrieval.Worker.Ingest;
using ImageRetrieval.Worker.UrlList;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.Worker.Tests;

public sealed class ImageListTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("list.csv", "url,id,kind\nhttp://a.test/1,1,fish\n")]
    [InlineData("list.tsv", "url\tid\tkind\nhttp://a.test/1\t1\tfish\n")]
    [InlineData("list.jsonl", "{\"url\":\"http://a.test/1\",\"id\":1,\"kind\":\"fish\"}\n")]
    [InlineData("list.ndjson", "\n{\"kind\":\"fish\",\"ID\":\"1\",\"Url\":\" http://a.test/1 \",\"empty\":null}")]
    public void Every_format_reads_the_same_compressed_or_not(string name, string text)
    {
        File.WriteAllText(_folder.File(name), text);
        using (var gzip = new GZipStream(File.Create(_folder.File(name + ".gz")), CompressionLevel.Fastest))
            gzip.Write(Encoding.UTF8.GetBytes(text));

        foreach (var list in ListReaders.Open([_folder.File(name), _folder.File(name + ".gz")], "/data"))
        {
            var source = Assert.Single(list.Read()).Source!;
            Assert.Equal(("1", "http://a.test/1", "fish"), (source.ImageId, source.Url, source.Metadata["kind"]));
            Assert.Single(source.Metadata);
        }
    }

    [Fact]
    public void A_bad_line_of_JSON_has_its_line_and_reason_and_the_good_ones_stay()
    {
        File.WriteAllText(_folder.File("list.jsonl"), $$"""
            {"url":"http://a.test/1","id":"1","size":{"w":3},"n":2.50}
            {"url":"http://a.test/2"
            ["http://a.test/3"]
            {"id":"4"}
            {"url":"{{new string('x', 1 << 20)}}"}
            {"url":"http://a.test/6"}
            """);
        var rows = new JsonLinesReader(_folder.File("list.jsonl")).Read().ToList();

        Assert.Equal(["http://a.test/1", "http://a.test/6"], rows.Where(r => r.Source is not null).Select(r => r.Source!.Url));
        Assert.Equal(("{\"w\":3}", "2.50"), (rows[0].Source!.Metadata["size"], rows[0].Source!.Metadata["n"]));
        Assert.Equal([(2L, FailureReason.InvalidRow), (3L, FailureReason.InvalidRow), (4L, FailureReason.MissingUrl), (5L, FailureReason.InvalidRow)], rows.Where(r => r.Rejected is not null).Select(r => (r.Rejected!.Line, r.Rejected.Reason)));
    }

    [Fact]
    public void A_folder_gives_the_pictures_below_it_and_its_fingerprint_follows_their_changes()
    {
        var root = Directory.CreateDirectory(_folder.File("photos")).FullName;
        Write(root, "a.JPG");
        Write(root, "sub/deep/b #2.png");
        Write(root, "notes.txt");
        Write(root, ".hidden.png");
        Write(root, "data/images/ab/own.png");
        Directory.CreateSymbolicLink(Path.Combine(root, "loop"), root);
        var folder = new FolderReader(root, Path.Combine(root, "data"));

        var sources = folder.Read().Select(row => row.Source!).OrderBy(source => source.ImageId, StringComparer.Ordinal).ToList();
        Assert.Equal(["photos/a.JPG", "photos/sub/deep/b #2.png"], sources.Select(source => source.ImageId));
        Assert.Equal(("sub/deep", "b #2.png"), (sources[1].Metadata["folder"], sources[1].Name));
        Assert.Equal(Path.Combine(root, "sub", "deep", "b #2.png"), new Uri(sources[1].Url).LocalPath);

        var before = folder.Fingerprint();
        Assert.Equal(before, folder.Fingerprint());
        File.SetLastWriteTimeUtc(Path.Combine(root, "a.JPG"), DateTime.UnixEpoch);
        var touched = folder.Fingerprint();
        Assert.NotEqual(before, touched);
        Assert.NotEqual(sources[0].Version, folder.Read().Select(row => row.Source!).Single(source => source.ImageId == sources[0].ImageId).Version);
        File.Delete(Path.Combine(root, "a.JPG"));
        Assert.NotEqual(touched, folder.Fingerprint());
    }

    [Fact]
    public void A_name_with_a_comma_stays_whole()
    {
        var odd = _folder.File("a,b.csv");
        File.WriteAllText(odd, "url\n");
        Assert.Equal([odd], new IngestOptions { Csv = odd }.Paths);
        Assert.Equal(["/x/a.csv", "/x/b"], new IngestOptions { Csv = "/x/a.csv, /x/a.csv", Sources = "/x/b" }.Paths);
    }

    [Theory]
    [InlineData("data", true)]
    [InlineData("data/pictures", true)]
    [InlineData("database", false)]
    [InlineData(".", false)]
    public void A_folder_of_pictures_may_hold_the_data_folder_but_not_lie_in_it(string source, bool refused)
    {
        Directory.CreateDirectory(_folder.File(source));
        var rule = new SourceFolders(Options.Create(new DataOptions { Folder = _folder.File("data") }));

        var answer = rule.Validate(null, new IngestOptions { Sources = _folder.File(source) });

        Assert.Equal(refused, answer.Failed);
        if (refused)
            Assert.Contains($"'{Path.GetFullPath(_folder.File(source))}', which is in the data folder", answer.FailureMessage, StringComparison.Ordinal);
    }

    private static void Write(string root, string name)
    {
        var path = Path.Combine(root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, [1, 2, 3]);
    }
}
