using ImageRetrieval.Collection.Catalog;
using ImageRetrieval.Collection.Embedded.Catalog;
using ImageRetrieval.Collection.Embedded.Images;
using ImageRetrieval.Collection.Images;
using ImageRetrieval.Fixtures;

namespace ImageRetrieval.Collection.Tests.Embedded;

public sealed class CommitQueueTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ImageCatalog _catalog;

    public CommitQueueTests()
    {
        _catalog = new ImageCatalog(_folder.File("catalog.db"), TimeProvider.System);
        _catalog.ApplyList("list", Enumerable.Range(0, 100).Select(i => ((ImageSource?)new ImageSource($"{i:D2}", $"http://a.test/{i}", i + 2, ImageSource.NoMetadata), (RejectedRow?)null)));
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
            // Rows that are committed by now name files whose names an earlier flush brought to the disk.
            early.AddRange(_catalog.Stored("", 1000).Where(image => !names.Contains(NameOf(image.Source.ImageId))).Select(image => "row before name: " + image.Source.ImageId));
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
            await commits.AddAsync(Downloaded(i, $"{i:D2}"));
            if (i % 7 == 0)
                await commits.AddAsync(new Outcome.Embedded($"{i:D2}", File(i).Sha256, ["m"]));
        }
        await commits.CompleteAsync();

        Assert.Empty(early);
        Assert.Equal(100, Directory.GetFiles(_folder.Path, "*.png").Length);
        Assert.Empty(Directory.GetFiles(_folder.Path, "*.new"));
        Assert.Equal(15, _catalog.Listed().Count(image => image.State == ImageState.Embedded));
        Assert.Equal(85, _catalog.Listed().Count(image => image.State == ImageState.Downloaded));
    }

    [Fact]
    public async Task Outcomes_keep_their_order_whether_they_wait_for_files_or_not()
    {
        var commits = new CommitQueue(_catalog);
        for (var i = 0; i < 3000; i++)
        {
            // Each image gets outcomes of both kinds, and the last one counts.
            await commits.AddAsync(i % 3 == 0 ? Downloaded(i % 100, $"{i}") : new Outcome.Failed($"{i % 100:D2}", i, null, FailureReason.Http5xx, $"{i}"));
        }
        await commits.CompleteAsync();
        var failures = _catalog.Failures(1000).ToDictionary(failure => failure.ImageId, failure => failure.Detail);
        for (var i = 2900; i < 3000; i++)
            Assert.Equal(i % 3 == 0 ? null : $"{i}", failures.GetValueOrDefault($"{i % 100:D2}"));
    }

    [Fact]
    public async Task A_failing_disk_stops_all_writers_and_leaves_no_unnamed_file()
    {
        var commits = new CommitQueue(_catalog, _ => throw new IOException("full", 28));
        await commits.AddAsync(Downloaded(1, "1"));
        var error = await Assert.ThrowsAsync<IOException>(() => AddUntilRefusedAsync(commits));
        Assert.Equal(("full", 28), (error.Message, error.HResult));
        Assert.Equal("full", (await Assert.ThrowsAsync<IOException>(commits.CompleteAsync)).Message);
        Assert.Empty(Directory.GetFiles(_folder.Path, "*.new"));
        Assert.Empty(Directory.GetFiles(_folder.Path, "*.png"));
        Assert.All(_catalog.Listed(), image => Assert.Equal(ImageState.Pending, image.State));
    }

    [Fact]
    public async Task An_outcome_that_cannot_be_stored_rolls_back_its_transaction()
    {
        var commits = new CommitQueue(_catalog);
        await commits.AddAsync(new Outcome.Downloaded("01", new KeptImage(File(1)), default));
        await commits.AddAsync(new Outcome.Damaged(null!, "a bug"));
        Assert.Equal(CollectionFault.Unexpected, (await Assert.ThrowsAsync<CollectionException>(commits.CompleteAsync)).Fault);
        Assert.All(_catalog.Listed(), image => Assert.Equal(ImageState.Pending, image.State));
    }

    [Fact]
    public async Task An_outcome_that_is_delivered_twice_names_its_file_once()
    {
        var outcome = Downloaded(1, "1");
        for (var delivery = 0; delivery < 2; delivery++)
        {
            var commits = new CommitQueue(_catalog);
            await commits.AddAsync(outcome);
            await commits.AddAsync(outcome);
            await commits.CompleteAsync();
        }
        Assert.Single(Directory.GetFiles(_folder.Path, "*.png"));
    }

    [Fact]
    public void The_flush_of_real_files_succeeds_and_that_of_a_missing_one_names_it()
    {
        DiskFlush.Flush([Incoming("1").Path, Incoming("2").Path]);
        DiskFlush.Flush([]);
        Assert.Contains("gone", Assert.ThrowsAny<IOException>(() => DiskFlush.Flush([_folder.File("gone")])).Message, StringComparison.Ordinal);
    }

    // The refusal comes with the round: as many are accepted before as there is room for.
    private async Task AddUntilRefusedAsync(CommitQueue commits)
    {
        for (var i = 0; i < 100_000; i++)
            await commits.AddAsync(i % 100 == 0 ? Downloaded(2, "more") : new Outcome.Checked("02"));
    }

    private Outcome.Downloaded Downloaded(int i, string name) => new($"{i:D2}", new IncomingImage(File(i), Incoming(name)), default);

    private string NameOf(string id) => _folder.File(id + ".png");

    private IncomingFile Incoming(string name)
    {
        System.IO.File.WriteAllText(_folder.File(name + ".new"), name);
        return new IncomingFile(_folder.File(name + ".new"), _folder.File(name + ".png"));
    }

    private static StoredImage File(int i) => new($"{i:x64}", ".png", 10, 8, 8);
}
