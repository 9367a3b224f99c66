using ImageRetrieval.Fixtures;

namespace ImageRetrieval.Worker.Tests.Download;

/// <summary>A password in a list's URL is used, and seen nowhere but in the list and the Worker's own catalog.</summary>
public sealed class SecretsTests
{
    private const string Secret = "pa55-w0rd";

    [Fact]
    public async Task Credentials_are_in_no_log_status_snapshot_id_or_progress_file()
    {
        using var worker = new TestWorker();
        var picture = TestImages.Random(1);
        await using var server = new RawServer(head => [.. System.Text.Encoding.ASCII.GetBytes(
            head.Contains("Authorization: Basic " + Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes("user:" + Secret)), StringComparison.Ordinal) && !head.Contains("/bad", StringComparison.Ordinal)
                ? $"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: {picture.Length}\r\n\r\n" : "HTTP/1.1 401 Unauthorized\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"), .. head.Contains("/bad", StringComparison.Ordinal) ? [] : picture]);
        string With(string path) => $"{server.Address.Replace("http://", $"http://user:{Secret}@", StringComparison.Ordinal)}/{path}";
        File.WriteAllLines(worker.PathOf("list.csv"), ["url", With("good.png"), With("bad.png"), $"http://user:{Secret}@a.test:99999/x", $"ftp://user:{Secret}@a.test/x", $"user:{Secret}@a.test/x", $"file://user:{Secret}@host/x", With("good.png")]);
        var log = new CapturedLog();
        var status = await worker.RunAsync(null, log);

        Assert.Equal((1L, 6L), (status.Indexed, status.Failed));
        var text = string.Join('\n', log.Lines) + System.Text.Json.JsonSerializer.Serialize(status);
        Assert.DoesNotContain(Secret, text, StringComparison.Ordinal);
        using (var snapshot = worker.OpenSnapshot())
            Assert.Equal(server.Address + "/good.png", Assert.Single(snapshot.GetItems(0, 9)).Fields["url"]);
        foreach (var file in Directory.EnumerateFiles(worker.Data, "*", SearchOption.AllDirectories).Where(file => !Path.GetFileName(file).StartsWith("catalog.db", StringComparison.Ordinal)))
            Assert.DoesNotContain(Secret, await File.ReadAllTextAsync(file), StringComparison.Ordinal);

        // An id is public: the same URL with another password has the same one, so nobody can try passwords on it.
        var id = worker.Indexed().Single();
        File.WriteAllLines(worker.PathOf("list.csv"), ["url", $"{server.Address}/good.png"]);
        await worker.RunAsync();
        using var catalog = worker.OpenCatalog();
        Assert.Equal(id, Assert.Single(catalog.Listed()).Source.ImageId);
    }

    [Fact]
    public async Task Only_its_owner_can_read_the_catalog()
    {
        using var worker = new TestWorker();
        await using var server = await PictureServer.StartAsync();
        worker.WriteList([$"{server.Add("a.png", TestImages.Random(1))},1"]);
        await worker.RunAsync();
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(worker.Data, "catalog.db")));
    }
}
