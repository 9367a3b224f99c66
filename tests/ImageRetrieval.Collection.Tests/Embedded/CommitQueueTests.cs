using ImageRetrieval.Fixtures;
using ImageRetrieval.Worker.Catalog;
using ImageRetrieval.Worker.Commit;
using ImageRetrieval.Worker.Download;
using ImageRetrieval.Worker.UrlList;

namespace ImageRetrieval.Worker.Tests;

public sealed class CommitQueueTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ImageCatalog _catalog;

    public CommitQueueTests()
    {
        _catalog = new ImageCatalog(_folder.File("catalog.db"), TimeProvider.System);
        _catalog.TakeList("list", Enumerable.Range(0, 100).Select(i => ((ImageSource?)new ImageSource($"{i:D2}", $"http://a.test/{i}", i + 2, ImageSource.NoMetadata), (RejectedRow?)null)));
    }

    public void Dispose()
    {
        _catalog.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_file_gets_its_name_when_it_is_on_disk_and_its_row_when_the_name_is()
    {
        // What would survive a power cut: the bytes and the names that were there when the last flush began.
        var (bytes, names, early) = (new HashSet<string>(), new HashSet<string>(), new List<string>());
        var commits = new CommitQueue(_catalog, flushed =>
        {
            bytes.UnionWith(flushed);
            foreach (var name in Directory.GetFiles(_folder.Path, "*.png"))
            {
                // Given to a file in an earlier round, of which the bytes were flushed then.
                if (!bytes.Contains(name.Replace(".png", ".new", StringComparison.Ordinal)))
                    early.Add("name before bytes: " + name);
                names.Add(name);
            }
        });
        for (var i = 0; i < 100; i++)
        {
            var (id, file, stored) = ($"{i:D2}", Incoming($"{i}"), File(i));
            await commits.AddAsync(catalog =>
            {
                if (!names.Contains(file.Final))
                    early.Add("row before name: " + id);
                catalog.SetDownloaded(id, stored);
            }, file);
            if (i % 7 == 0)
                await commits.AddAsync(catalog => catalog.SetEmbedded(id, stored.Sha256, "m"));
        }
        await commits.CompleteAsync();

        Assert.Empty(early);
        Assert.Equal(100, Directory.GetFiles(_folder.Path, "*.png").Length);
        Assert.Empty(Directory.GetFiles(_folder.Path, "*.new"));
        Assert.Equal(15, _catalog.Listed().Count(image => image.State == ImageState.Embedded));
        Assert.Equal(85, _catalog.Listed().Count(image => image.State == ImageState.Downloaded));
    }

    [Fact]
    public async Task Writes_keep_their_order_whether_they_wait_for_files_or_not()
    {
        var commits = new CommitQueue(_catalog);
        var order = new List<int>();
        for (var i = 0; i < 3000; i++)
        {
            var number = i;
            await commits.AddAsync(_ => order.Add(number), i % 3 == 0 ? Incoming($"{i}") : null);
        }
        await commits.CompleteAsync();
        Assert.Equal(Enumerable.Range(0, 3000), order);
    }

    [Fact]
    public async Task A_disk_that_fails_stops_all_who_add_and_leaves_no_nameless_file()
    {
        var commits = new CommitQueue(_catalog, _ => throw new IOException("full", 28));
        await commits.AddAsync(catalog => catalog.SetDownloaded("01", File(1)), Incoming("1"));
        var error = await Assert.ThrowsAsync<IOException>(() => AddUntilRefusedAsync(commits));
        Assert.Equal(("full", 28), (error.Message, error.HResult));
        Assert.Equal("full", (await Assert.ThrowsAsync<IOException>(commits.CompleteAsync)).Message);
        Assert.Empty(Directory.GetFiles(_folder.Path, "*.new"));
        Assert.Empty(Directory.GetFiles(_folder.Path, "*.png"));
        Assert.All(_catalog.Listed(), image => Assert.Equal(ImageState.Pending, image.State));
    }

    [Fact]
    public async Task A_write_that_fails_takes_those_of_its_transaction_back()
    {
        var commits = new CommitQueue(_catalog);
        await commits.AddAsync(catalog => catalog.SetDownloaded("01", File(1)));
        await commits.AddAsync(_ => throw new InvalidOperationException("a bug"));
        Assert.Equal("a bug", (await Assert.ThrowsAsync<InvalidOperationException>(commits.CompleteAsync)).Message);
        Assert.All(_catalog.Listed(), image => Assert.Equal(ImageState.Pending, image.State));
    }

    [Fact]
    public void The_flush_of_real_files_succeeds_and_that_of_a_missing_one_says_which()
    {
        DiskFlush.Flush([Incoming("1").Path, Incoming("2").Path]);
        DiskFlush.Flush([]);
        Assert.Contains("gone", Assert.ThrowsAny<IOException>(() => DiskFlush.Flush([_folder.File("gone")])).Message, StringComparison.Ordinal);
    }

    // The refusal comes with the round: as many are taken before as there is room for.
    private async Task AddUntilRefusedAsync(CommitQueue commits)
    {
        for (var i = 0; i < 100_000; i++)
            await commits.AddAsync(_ => { }, i % 100 == 0 ? Incoming("more") : null);
    }

    private IncomingFile Incoming(string name)
    {
        System.IO.File.WriteAllText(_folder.File(name + ".new"), name);
        return new IncomingFile(_folder.File(name + ".new"), _folder.File(name + ".png"));
    }

    private static StoredImage File(int i) => new($"{i:x64}", ".png", 10, 8, 8);
}
