using ImageRetrieval.Fixtures;
using ImageRetrieval.Worker.Publish;

namespace ImageRetrieval.Worker.Tests;

/// <summary>Answers do not tell where files lie on the server's disk.</summary>
public sealed class PublicUrlsTests : IDisposable
{
    private readonly TestWorker _worker = new();

    public void Dispose() => _worker.Dispose();

    [Theory]
    [InlineData("file:///srv/photos/a%20%231.png", "photos/a #1.png")]
    [InlineData("file:///srv/photos/2024/b.png", "photos/2024/b.png")]
    [InlineData("file:///srv/photos/inner/deep/c.png", "inner/deep/c.png")]
    [InlineData("file:///srv/photos2/d.png", "d.png")]
    [InlineData("file:///etc/e.png", "e.png")]
    [InlineData("http://a.test/srv/photos/f.png", "http://a.test/srv/photos/f.png")]
    public void A_file_is_shown_by_its_source_and_the_path_below_it(string url, string shown)
    {
        string[] roots = ["/srv/photos", "/srv/photos/inner/"];
        Assert.Equal(shown, new PublicUrls(roots, absolute: false).Of(url));
        Assert.Equal(url, new PublicUrls(roots, absolute: true).Of(url));
    }

    [Fact]
    public async Task A_published_item_has_no_path_of_the_server_unless_requested_and_an_older_snapshot_is_corrected_without_work()
    {
        var folder = Directory.CreateDirectory(_worker.PathOf("photos/sub")).Parent!.FullName;
        await File.WriteAllBytesAsync(Path.Combine(folder, "sub", "b.png"), TestImages.Random(1));
        _worker.WriteList([$"file://{folder}/sub/b.png,listed"]);
        string[] sources = ["--source", folder, "--csv", _worker.PathOf("list.csv")];

        await _worker.RunAsync([.. sources, "--Publish:AbsolutePaths=true"]);
        Assert.Equal([$"file://{folder}/sub/b.png", $"file://{folder}/sub/b.png"], Urls());
        var status = await _worker.RunAsync(sources);
        Assert.Equal((0L, 0L), (status.DownloadsThisRun, status.EmbeddingsThisRun));
        Assert.Equal(["photos/sub/b.png", "photos/sub/b.png"], Urls());
    }

    private IReadOnlyList<string> Urls()
    {
        using var snapshot = _worker.OpenSnapshot();
        return [.. snapshot.GetItems(0, 9).Select(item => item.Fields["url"])];
    }
}
