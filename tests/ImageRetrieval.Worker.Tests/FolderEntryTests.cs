using ImageRetrieval.Collection.Catalog;
using ImageRetrieval.Collection.Embedded.Catalog;
using ImageRetrieval.Fixtures;
using ImageRetrieval.Worker.Download;
using ImageRetrieval.Worker.Ingest;
using ImageRetrieval.Worker.UrlList;

namespace ImageRetrieval.Worker.Tests;

/// <summary>One entry of a folder that cannot be read stops and hides no other, and has a reason with its name.</summary>
public sealed class FolderEntryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _root;

    public FolderEntryTests()
    {
        _root = Directory.CreateDirectory(_folder.File("photos")).FullName;
        Directory.CreateDirectory(Path.Combine(_root, "sub"));
        File.WriteAllBytes(Path.Combine(_root, "a.png"), [1]);
        File.WriteAllBytes(Path.Combine(_root, "sub", "b.png"), [2]);
    }

    public void Dispose()
    {
        Posix.RemoveAll(_root);
        _folder.Dispose();
    }

    [Fact]
    public void Names_that_are_not_UTF_8_have_a_reason_with_their_bytes_and_hide_nothing()
    {
        Posix.MakeFile(_root, [.. "caf"u8, 0xE9, .. ".png"u8]);
        Posix.MakeFile(_root, [.. "caf"u8, 0xE8, .. ".png"u8]);
        Posix.MakeFile(_root, [.. "notes"u8, 0xE9, .. ".txt"u8]);
        Posix.MakeFolder(_root, [.. "ä "u8, 0xFF]);
        Posix.MakeFile(_folder.File("photos/sub"), [0xC3, 0x28, .. ".JPG"u8]);

        AssertRead(
            @"photos/caf\xE9.png has a name that is not UTF-8",
            @"photos/caf\xE8.png has a name that is not UTF-8",
            @"photos/ä \xFF has a name that is not UTF-8",
            @"photos/sub/\xC3(.JPG has a name that is not UTF-8");
    }

    [Fact]
    public void Pipes_sockets_and_devices_are_not_pictures_and_nothing_waits_for_them()
    {
        Posix.MakePipe(Path.Combine(_root, "pipe.jpg"));
        using var socket = new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Unspecified);
        socket.Bind(new System.Net.Sockets.UnixDomainSocketEndPoint(Path.Combine(_root, "sub", "s.png")));

        AssertRead("photos/pipe.jpg is a named pipe", "photos/sub/s.png is a socket");
    }

    [Fact]
    public async Task A_list_that_names_a_pipe_does_not_wait_for_it()
    {
        Posix.MakePipe(Path.Combine(_root, "pipe.jpg"));
        var failure = await Assert.ThrowsAsync<DownloadFailure>(() => new LocalFiles(new IngestOptions { AllowedRoots = _root }).ReadAsync($"file://{_root}/pipe.jpg", default));
        Assert.Equal((FailureReason.FileUnreadable, false), (failure.Reason, failure.Retryable));
        Assert.Contains("a named pipe", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Dangling_and_looping_links_are_left_out_and_hide_nothing()
    {
        File.CreateSymbolicLink(Path.Combine(_root, "dangling.png"), "none.png");
        File.CreateSymbolicLink(Path.Combine(_root, "self.png"), "self.png");
        Directory.CreateSymbolicLink(Path.Combine(_root, "up"), "..");
        Directory.CreateSymbolicLink(Path.Combine(_root, "sub", "round"), _root);

        AssertRead();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0x124)] // names can be listed, and nothing else be learned of them
    public void A_folder_that_may_not_be_read_is_named_and_hides_nothing(int mode)
    {
        OpenToAll();
        var closed = Directory.CreateDirectory(Path.Combine(_root, "closed")).FullName;
        Directory.CreateDirectory(Path.Combine(closed, "in"));
        File.WriteAllBytes(Path.Combine(closed, "c.png"), [3]);
        Posix.SetMode(closed, mode);
        var (rows, shut) = Posix.AsNobody(() => (Read(), Folder.Fingerprint()));
        Posix.SetMode(closed, 0x1ED);

        AssertGood(rows);
        Assert.All(rows.Select(row => row.Rejected).OfType<RejectedRow>(), row =>
        {
            Assert.StartsWith("photos/closed", row.ImageId, StringComparison.Ordinal);
            Assert.Equal(FailureReason.UnreadableEntry, row.Reason);
            Assert.DoesNotContain("data folder", row.Detail, StringComparison.Ordinal);
        });
        Assert.Equal(mode == 0 ? 1 : 2, rows.Count(row => row.Rejected is not null));
        // When it may be read, the folder is another.
        Assert.NotEqual(shut, Folder.Fingerprint());
    }

    [Fact]
    public void A_source_that_cannot_be_read_is_named_and_the_data_folder_is_not_blamed()
    {
        OpenToAll();
        Posix.SetMode(_root, 0);
        var error = Posix.AsNobody(() => Assert.Throws<UrlListException>(Read));
        Assert.Contains($"The folder '{_root}' cannot be read", error.Message, StringComparison.Ordinal);
        Assert.Null(DiskTrouble.Describe(error));
    }

    [Fact]
    public void The_images_of_a_folder_that_cannot_be_read_stay_until_it_can()
    {
        using var catalog = new ImageCatalog(_folder.File("catalog.db"), TimeProvider.System);
        catalog.ApplyLists("photos", [ListFound.Of(Folder)]);
        OpenToAll();
        File.Delete(Path.Combine(_root, "a.png"));
        Posix.SetMode(Path.Combine(_root, "sub"), 0);
        Posix.AsNobody(() => catalog.ApplyLists("photos", [new(new Listed(Read()), new(_root, "1"))]));
        Assert.Equal(["photos/sub/b.png"], catalog.Listed().Select(image => image.Source.ImageId));

        Posix.SetMode(Path.Combine(_root, "sub"), 0x1ED);
        File.Delete(Path.Combine(_root, "sub", "b.png"));
        catalog.ApplyLists("photos", [ListFound.Of(Folder)]);
        Assert.Empty(catalog.Listed());
    }

    [Theory]
    [InlineData("100% %41.png"), InlineData("a #1?.png"), InlineData("back\\slash.png"), InlineData("trailing .png"), InlineData("ünï (1)!'&+,;=@.png"), InlineData(" leading.png"), InlineData("-x.png")]
    public async Task Every_name_that_is_text_is_read_back_from_its_URL(string name)
    {
        await File.WriteAllBytesAsync(Path.Combine(_root, name), [7]);
        var source = Read().Single(row => row.Source?.ImageId == "photos/" + name).Source!;
        using var bytes = await new LocalFiles(new IngestOptions { AllowedRoots = _root }).ReadAsync(source.Url, default);
        Assert.Equal([7], bytes.Span.ToArray());
    }

    private FolderReader Folder => new(_root, _folder.File("data"));

    private List<(ImageSource? Source, RejectedRow? Rejected)> Read() => [.. Folder.Read()];

    // Other users' folders above this one are not in question.
    private void OpenToAll() => Posix.SetMode(_folder.Path, 0x1ED);

    private void AssertRead(params string[] reasons)
    {
        var rows = Read();
        AssertGood(rows);
        var told = rows.Select(row => row.Rejected).OfType<RejectedRow>().Select(row => row.Detail.Replace("'", "", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(reasons.Length, told.Count);
        Assert.All(reasons, reason => Assert.Contains(told, detail => detail.Contains(reason, StringComparison.Ordinal)));
        Assert.Equal(Folder.Fingerprint(), Folder.Fingerprint());
    }

    private static void AssertGood(IEnumerable<(ImageSource? Source, RejectedRow? Rejected)> rows) =>
        Assert.Equal(["photos/a.png", "photos/sub/b.png"], rows.Select(row => row.Source?.ImageId).OfType<string>().Order(StringComparer.Ordinal));

    private sealed class Listed(List<(ImageSource?, RejectedRow?)> rows) : IImageList
    {
        public string Path => "/x/photos";

        public ListFingerprint Fingerprint() => new(Path, "1");

        public IEnumerable<(ImageSource? Source, RejectedRow? Rejected)> Read() => rows;
    }
}
