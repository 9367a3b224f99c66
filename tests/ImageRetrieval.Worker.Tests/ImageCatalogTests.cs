using ImageRetrieval.Fixtures;
using ImageRetrieval.Worker.Catalog;
using ImageRetrieval.Worker.UrlList;

namespace ImageRetrieval.Worker.Tests;

public sealed class ImageCatalogTests : IDisposable
{
    private static readonly StoredImage s_file = new(new string('a', 64), ".jpg", 10, 4, 3);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_finished_image_stays_finished_when_the_list_is_read_again()
    {
        using (var catalog = Open())
        {
            catalog.TakeList("list", [Row("1", "http://a.test/1"), Row("2", "http://a.test/2")]);
            catalog.SetDownloaded("1", s_file);
        }

        using var again = Open();
        again.TakeList("list", [Row("2", "http://a.test/2"), Row("1", "http://a.test/1")]);
        Assert.Equal([("1", ImageState.Downloaded), ("2", ImageState.Pending)], again.Listed().Select(i => (i.Source.ImageId, i.State)));
        Assert.Equal(s_file, again.Listed()[0].File);
    }

    [Fact]
    public void A_changed_URL_makes_an_image_pending_again_and_forgets_its_bytes()
    {
        using var catalog = Open();
        catalog.TakeList("list", [Row("1", "http://a.test/1")]);
        catalog.SetDownloaded("1", s_file);
        catalog.TakeList("list", [Row("1", "http://a.test/other")]);

        var image = Assert.Single(catalog.Listed());
        Assert.Equal((ImageState.Pending, null, "http://a.test/other"), (image.State, image.File, image.Source.Url));
    }

    [Fact]
    public void A_row_that_is_gone_is_no_longer_listed_and_comes_back_finished()
    {
        using var catalog = Open();
        catalog.TakeList("list", [Row("1", "http://a.test/1"), Row("2", "http://a.test/2")]);
        catalog.SetDownloaded("1", s_file);
        catalog.TakeList("list", [Row("2", "http://a.test/2")]);
        Assert.Equal(["2"], catalog.Listed().Select(i => i.Source.ImageId));

        catalog.TakeList("list", [Row("1", "http://a.test/1")]);
        Assert.Equal(ImageState.Downloaded, Assert.Single(catalog.Listed()).State);
    }

    [Fact]
    public void Failures_are_told_by_reason_and_one_by_one()
    {
        using var catalog = Open();
        var rows = catalog.TakeList("list", [Row("1", "http://a.test/1"), Row("1", "http://a.test/1", 3), Row("2", "ftp://a.test/2"), Row("3", "http://a.test/3")]);
        catalog.SetFailed("2", null, FailureReason.UnsupportedScheme, "ftp");
        catalog.SetFailed("3", DateTimeOffset.UnixEpoch, FailureReason.Http5xx, "503");
        catalog.SetDownloaded("1", s_file);
        catalog.SetNotEmbedded(s_file.Sha256, "space", "zero");

        Assert.Equal(4, rows);
        Assert.Equal(new Dictionary<string, long> { ["duplicate_id"] = 1, ["http_5xx"] = 1, ["no_embedding"] = 1, ["unsupported_scheme"] = 1 }, catalog.Reasons());
        Assert.Equal(
            [("1", "permanent", "no_embedding"), ("2", "permanent", "unsupported_scheme"), ("3", "retryable", "http_5xx"), ("1", "rejected", "duplicate_id")],
            catalog.Failures(10).OrderBy(f => f.State == "rejected").ThenBy(f => f.Id).Select(f => (f.Id, f.State, f.Reason)));
        Assert.Equal(new HashSet<string> { s_file.Sha256 }, catalog.NotEmbedded("space"));
        Assert.Empty(catalog.NotEmbedded("other"));
    }

    [Fact]
    public void Every_reason_has_a_name_of_its_own()
    {
        var names = Enum.GetValues<FailureReason>().Select(r => r.Name()).ToList();
        Assert.Equal(names.Count, names.Distinct().Count());
        Assert.All(names, name => Assert.Matches("^[a-z0-9]+(_[a-z0-9]+)*$", name));
        Assert.Contains("http_4xx", names);
    }

    [Fact]
    public void A_catalog_of_a_newer_program_is_refused()
    {
        using (Open())
        {
        }
        using (var raw = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={_folder.File("catalog.db")};Pooling=False"))
        {
            raw.Open();
            CatalogSchema.Run(raw, "PRAGMA user_version = 99");
        }
        Assert.Contains("version 99", Assert.Throws<InvalidOperationException>(Open).Message, StringComparison.Ordinal);
    }

    private ImageCatalog Open() => new(_folder.File("catalog.db"), TimeProvider.System);

    private static (ImageSource?, RejectedRow?) Row(string id, string url, long line = 2) => (new ImageSource(id, url, line, new Dictionary<string, string>()), null);
}
