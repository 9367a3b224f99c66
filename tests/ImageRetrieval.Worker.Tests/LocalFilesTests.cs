using ImageRetrieval.Collection.Catalog;
using ImageRetrieval.Fixtures;
using ImageRetrieval.Worker.Download;
using ImageRetrieval.Worker.Ingest;

namespace ImageRetrieval.Worker.Tests;

public sealed class LocalFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Files_under_an_allowed_folder_are_read_and_others_are_not_whatever_way_leads_there()
    {
        var inside = Directory.CreateDirectory(_folder.File("in side")).FullName;
        Directory.CreateDirectory(_folder.File("in side2"));
        await File.WriteAllBytesAsync(Path.Combine(inside, "a #1.png"), [1, 2]);
        await File.WriteAllBytesAsync(_folder.File("secret.png"), [3]);
        await File.WriteAllBytesAsync(_folder.File(Path.Combine("in side2", "b.png")), [4]);
        File.CreateSymbolicLink(Path.Combine(inside, "link.png"), _folder.File("secret.png"));
        File.CreateSymbolicLink(Path.Combine(inside, "good.png"), "a #1.png");
        Directory.CreateSymbolicLink(Path.Combine(inside, "out"), _folder.Path);
        var files = new LocalFiles(new IngestOptions { AllowedRoots = inside, MaxImageBytes = 2000 });

        Assert.Equal([1, 2], await ReadAsync(files, Path.Combine(inside, "a #1.png")));
        Assert.Equal([1, 2], await ReadAsync(files, Path.Combine(inside, "good.png")));
        foreach (var path in (string[])[_folder.File("secret.png"), Path.Combine(inside, "..", "secret.png"), Path.Combine(inside, "link.png"), Path.Combine(inside, "out", "secret.png"), _folder.File("in side2/b.png"), "/etc/passwd"])
            Assert.Equal((path, FailureReason.ForbiddenPath, false), await FailureAsync(files, path));
        Assert.Equal(FailureReason.FileNotFound, (await FailureAsync(files, Path.Combine(inside, "none.png"))).Reason);
        await File.WriteAllBytesAsync(Path.Combine(inside, "large.png"), new byte[2001]);
        Assert.Equal(FailureReason.TooLarge, (await FailureAsync(files, Path.Combine(inside, "large.png"))).Reason);
    }

    private static async Task<byte[]> ReadAsync(LocalFiles files, string path)
    {
        using var bytes = await files.ReadAsync(new Uri(path).AbsoluteUri, default);
        return bytes.Span.ToArray();
    }

    private static async Task<(string Path, FailureReason Reason, bool Retryable)> FailureAsync(LocalFiles files, string path)
    {
        var failure = await Assert.ThrowsAsync<DownloadFailure>(() => files.ReadAsync(new Uri(path).AbsoluteUri, default));
        return (path, failure.Reason, failure.Retryable);
    }
}
