using ImageRetrieval.Collection.Catalog;
using ImageRetrieval.Collection.Embedded.Catalog;
using ImageRetrieval.Fixtures;
using Microsoft.Extensions.Time.Testing;

namespace ImageRetrieval.Collection.Tests.Embedded;

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
            catalog.ApplyList("list", [Row("1", "http://a.test/1"), Row("2", "http://a.test/2")]);
            catalog.SetDownloaded("1", s_file);
        }

        using var again = Open();
        again.ApplyList("list", [Row("2", "http://a.test/2"), Row("1", "http://a.test/1")]);
        Assert.Equal([("1", ImageState.Downloaded), ("2", ImageState.Pending)], again.Listed().Select(i => (i.Source.ImageId, i.State)));
        Assert.Equal(s_file, again.Listed()[0].File);
    }

    [Fact]
    public void A_changed_URL_makes_an_image_pending_again_and_forgets_its_bytes()
    {
        using var catalog = Open();
        catalog.ApplyList("list", [Row("1", "http://a.test/1")]);
        catalog.SetDownloaded("1", s_file);
        catalog.ApplyList("list", [Row("1", "http://a.test/other")]);

        var image = Assert.Single(catalog.Listed());
        Assert.Equal((ImageState.Pending, null, "http://a.test/other"), (image.State, image.File, image.Source.Url));
    }

    [Fact]
    public void A_removed_row_is_no_longer_listed_and_returns_finished()
    {
        using var catalog = Open();
        catalog.ApplyList("list", [Row("1", "http://a.test/1"), Row("2", "http://a.test/2")]);
        catalog.SetDownloaded("1", s_file);
        catalog.ApplyList("list", [Row("2", "http://a.test/2")]);
        Assert.Equal(["2"], catalog.Listed().Select(i => i.Source.ImageId));

        catalog.ApplyList("list", [Row("1", "http://a.test/1")]);
        Assert.Equal(ImageState.Downloaded, Assert.Single(catalog.Listed()).State);
    }

    [Fact]
    public void Failures_are_reported_by_reason_and_one_by_one()
    {
        using var catalog = Open();
        var rows = catalog.ApplyList("list", [Row("1", "http://a.test/1"), Row("1", "http://a.test/1", 3), Row("2", "ftp://a.test/2"), Row("3", "http://a.test/3")]);
        catalog.SetFailed("2", 1, null, FailureReason.UnsupportedScheme, "ftp");
        catalog.SetFailed("3", 1, DateTimeOffset.UnixEpoch, FailureReason.Http5xx, "503");
        catalog.SetDownloaded("1", s_file);
        catalog.SetNotEmbedded(s_file.Sha256, "space", "zero");

        Assert.Equal(4, rows);
        Assert.Equal(new Dictionary<FailureReason, long> { [FailureReason.DuplicateId] = 1, [FailureReason.Http5xx] = 1, [FailureReason.NoEmbedding] = 1, [FailureReason.UnsupportedScheme] = 1 }, catalog.Reasons());
        Assert.Equal(
            [("1", FailureState.Permanent, FailureReason.NoEmbedding), ("2", FailureState.Permanent, FailureReason.UnsupportedScheme), ("3", FailureState.Retryable, FailureReason.Http5xx), ("1", FailureState.Rejected, FailureReason.DuplicateId)],
            catalog.Failures(10).OrderBy(f => f.State == FailureState.Rejected).ThenBy(f => f.ImageId).Select(f => (f.ImageId, f.State, f.Reason)));
        Assert.Equal(new HashSet<string> { s_file.Sha256 }, catalog.NotEmbedded("space"));
        Assert.Empty(catalog.NotEmbedded("other"));
    }

    [Fact]
    public void Every_reason_has_its_own_name()
    {
        var names = Enum.GetValues<FailureReason>().Select(r => r.Name()).ToList();
        Assert.Equal(names.Count, names.Distinct().Count());
        Assert.All(names, name => Assert.Matches("^[a-z0-9]+(_[a-z0-9]+)*$", name));
        Assert.Contains("http_4xx", names);
    }

    [Fact]
    public void A_catalog_of_a_newer_program_is_rejected()
    {
        using (Open())
        {
        }
        using (var raw = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={_folder.File("catalog.db")};Pooling=False"))
        {
            raw.Open();
            CatalogSchema.Run(raw, "PRAGMA user_version = 99");
        }
        Assert.Contains("version 99", Assert.Throws<CollectionException>(Open).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_catalog_of_the_first_version_is_migrated_completely()
    {
        WriteFirstVersion();
        using var catalog = Open();

        var counts = catalog.Counts();
        Assert.Equal((1, 1, 1, 1, 1), (counts.Rejected, counts.Pending, counts.Stored, counts.Retryable, counts.Permanent));
        Assert.Equal([("done", ImageState.Downloaded), ("gone", ImageState.Permanent), ("later", ImageState.Retryable), ("new", ImageState.Pending)], catalog.Listed().Select(i => (i.Source.ImageId, i.State)));
        Assert.Equal(s_file, catalog.Listed()[0].File);
        Assert.Equal([new HostWork("a.test", 1), new HostWork("b.test:81", 1)], catalog.HostsWithWork(DateTimeOffset.MaxValue));
        Assert.Equal(new Dictionary<FailureReason, long> { [FailureReason.Http4xx] = 1, [FailureReason.Http5xx] = 1, [FailureReason.MissingUrl] = 1 }, catalog.Reasons());

        // What the last list did not name comes back with its bytes when a list names it again.
        catalog.ApplyList("list", [Row("old", "http://a.test/old")]);
        Assert.Equal(("old", ImageState.Downloaded), catalog.Listed().Select(i => (i.Source.ImageId, i.State)).Single());
    }

    [Fact]
    public void A_duplicate_row_is_named_as_in_the_list_and_not_by_a_generated_id()
    {
        using var catalog = Open();
        (ImageSource?, RejectedRow?) Made(long line) => (Row("0123456789abcdef", "http://a.test/1").Item1! with { IsIdOfUrl = true, Line = line }, null);
        catalog.ApplyList("list", [Made(2), Made(3), Row("mine", "http://a.test/2"), Row("mine", "http://a.test/3")]);
        Assert.Equal(
            ["The id 'mine' is in an earlier row, which is used.", "The same URL is in an earlier row, which is used."],
            catalog.Failures(9).Select(failure => failure.Detail).Order());
    }

    [Fact]
    public void Lists_that_were_read_whole_need_not_be_read_again_and_others_do()
    {
        using var catalog = Open();
        ListFingerprint one = new("/a.csv", "1"), other = new("/b.csv", "2");
        Assert.False(catalog.AreApplied([one]));
        catalog.ApplyList("lists", [Row("1", "http://a.test/1")], [one, other]);

        Assert.True(catalog.AreApplied([other, one]));
        Assert.False(catalog.AreApplied([one]));
        Assert.False(catalog.AreApplied([one, other with { Fingerprint = "3" }]));
        // One that breaks off changes nothing.
        Assert.Throws<UrlListException>(() => catalog.ApplyList("lists", Broken(), [one, other with { Fingerprint = "3" }]));
        Assert.True(catalog.AreApplied([one, other]));
        Assert.Equal("http://a.test/1", catalog.Listed().Single().Source.Url);

        static IEnumerable<(ImageSource?, RejectedRow?)> Broken()
        {
            yield return Row("1", "http://a.test/other");
            throw new UrlListException("cut off");
        }
    }

    [Fact]
    public void A_changed_version_of_a_file_makes_its_image_pending_again()
    {
        using var catalog = Open();
        (ImageSource?, RejectedRow?) File(string version) => (new ImageSource("1", "file:///p/1.png", 1, ImageSource.NoMetadata) { Version = version }, null);
        catalog.ApplyList("folder", [File("10-1")]);
        catalog.SetDownloaded("1", s_file);
        catalog.ApplyList("folder", [File("10-1")]);
        Assert.Equal(ImageState.Downloaded, catalog.Listed().Single().State);
        catalog.ApplyList("folder", [File("10-2")]);
        Assert.Equal(ImageState.Pending, catalog.Listed().Single().State);
    }

    [Fact]
    public void An_image_that_waits_is_handed_out_when_its_time_has_come()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(60));
        using var catalog = new ImageCatalog(_folder.File("catalog.db"), clock);
        catalog.ApplyList("list", [Row("1", "http://a.test/1"), Row("2", "http://a.test/2")]);
        var due = clock.GetUtcNow().AddMinutes(1);
        catalog.SetFailed("1", 1, due, FailureReason.Http5xx, "503");

        Assert.Equal(["2"], catalog.Work("a.test", "", clock.GetUtcNow(), 10).Select(i => i.Source.ImageId));
        Assert.Equal(due, catalog.NextTry()!.Value, TimeSpan.FromMilliseconds(1));
        clock.Advance(TimeSpan.FromMinutes(2));
        var work = catalog.Work("a.test", "", clock.GetUtcNow(), 10);
        Assert.Equal([("1", 1), ("2", 0)], work.Select(i => (i.Source.ImageId, i.Attempts)));

        catalog.PutOff("a.test", clock.GetUtcNow().AddHours(1));
        Assert.Empty(catalog.Work("a.test", "", clock.GetUtcNow(), 10));
    }

    [Fact]
    public void Failures_are_retried_by_reason_or_by_host_and_counted_by_both()
    {
        using var catalog = Open();
        catalog.ApplyList("list", [Row("1", "http://a.test/1"), Row("2", "http://a.test/2"), Row("3", "http://b.test/3"), Row("4", "http://b.test/4")]);
        catalog.SetFailed("1", 1, null, FailureReason.Http4xx, "404");
        catalog.SetFailed("2", 1, null, FailureReason.NotAnImage, "html");
        catalog.SetFailed("3", 1, null, FailureReason.Http4xx, "404");
        Assert.Equal([("a.test", 2L), ("b.test", 1L)], catalog.FailuresByHost(9).Select(h => (h.Host, h.Failed)));

        Assert.Equal(1, catalog.Retry(FailureReason.Http4xx, "b.test"));
        Assert.Equal(1, catalog.Retry(FailureReason.Http4xx, null));
        Assert.Equal(["2"], catalog.Failures(9).Select(f => f.ImageId));
        Assert.Equal(1, catalog.Retry(null, null));
        Assert.Equal(4, catalog.Counts().Pending);
    }

    [Fact]
    public void The_same_bytes_under_too_many_URLs_are_left_out_and_come_back_when_they_are_fewer()
    {
        using var catalog = Open();
        var other = s_file with { Sha256 = new string('b', 64) };
        catalog.ApplyList("list", [.. Enumerable.Range(1, 5).Select(i => Row($"{i}", $"http://a.test/{i}"))]);
        foreach (var id in (string[])["1", "2", "3", "4"])
            catalog.SetDownloaded(id, s_file);
        catalog.SetDownloaded("5", other);

        Assert.Equal(new(0, 0), catalog.OmitPlaceholders(0));
        Assert.Equal(new(0, 0), catalog.OmitPlaceholders(4));
        Assert.Equal(new(4, 0), catalog.OmitPlaceholders(3));
        Assert.Equal(["5"], catalog.Stored("", 9).Select(i => i.Source.ImageId));
        Assert.Equal(4, catalog.Reasons()[FailureReason.Placeholder]);

        catalog.ApplyList("list", [.. Enumerable.Range(2, 4).Select(i => Row($"{i}", $"http://a.test/{i}"))]);
        Assert.Equal(new(0, 3), catalog.OmitPlaceholders(3));
        Assert.Equal(4, catalog.Counts().Stored);
    }

    private void WriteFirstVersion()
    {
        using var raw = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={_folder.File("catalog.db")};Pooling=False");
        raw.Open();
        CatalogSchema.Run(raw, $"""
            CREATE TABLE images (image_id TEXT PRIMARY KEY, url TEXT NOT NULL, line INTEGER NOT NULL, metadata TEXT NOT NULL, list_run INTEGER NOT NULL,
                state TEXT NOT NULL, reason TEXT, detail TEXT, attempts INTEGER NOT NULL DEFAULT 0, sha256 TEXT, extension TEXT, bytes INTEGER,
                width INTEGER, height INTEGER, updated TEXT NOT NULL) WITHOUT ROWID;
            CREATE TABLE rejected_rows (line INTEGER NOT NULL, image_id TEXT NOT NULL, url TEXT NOT NULL, reason TEXT NOT NULL, detail TEXT NOT NULL);
            CREATE TABLE embedding_failures (sha256 TEXT NOT NULL, space TEXT NOT NULL, detail TEXT NOT NULL, PRIMARY KEY (sha256, space)) WITHOUT ROWID;
            CREATE TABLE list_runs (run INTEGER PRIMARY KEY, list TEXT NOT NULL, started TEXT NOT NULL, rows INTEGER NOT NULL DEFAULT 0);
            INSERT INTO list_runs VALUES (1, 'list', 'then', 1), (2, 'list', 'then', 5);
            INSERT INTO images VALUES
                ('old', 'http://a.test/old', 2, '{"{}"}', 1, 'downloaded', NULL, NULL, 1, '{s_file.Sha256}', '.jpg', 10, 4, 3, 'then'),
                ('done', 'http://a.test/done', 2, '{"{}"}', 2, 'downloaded', NULL, NULL, 1, '{s_file.Sha256}', '.jpg', 10, 4, 3, 'then'),
                ('gone', 'http://a.test/gone', 3, '{"{}"}', 2, 'permanent', 'http_4xx', '404', 1, NULL, NULL, NULL, NULL, NULL, 'then'),
                ('later', 'http://b.test:81/later', 4, '{"{}"}', 2, 'retryable', 'http_5xx', '503', 1, NULL, NULL, NULL, NULL, NULL, 'then'),
                ('new', 'http://a.test/new', 5, '{"{}"}', 2, 'pending', NULL, NULL, 0, NULL, NULL, NULL, NULL, NULL, 'then');
            INSERT INTO rejected_rows VALUES (6, 'x', '', 'missing_url', 'empty');
            PRAGMA user_version = 1;
            """);
    }

    private ImageCatalog Open() => new(_folder.File("catalog.db"), TimeProvider.System);

    private static (ImageSource?, RejectedRow?) Row(string id, string url, long line = 2) => (new ImageSource(id, url, line, new Dictionary<string, string>()), null);
}
