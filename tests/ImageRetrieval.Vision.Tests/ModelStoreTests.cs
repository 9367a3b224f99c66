using System.Net;
using System.Security.Cryptography;
using ImageRetrieval.Fixtures;
using ImageRetrieval.Vision.Models;

namespace ImageRetrieval.Vision.Tests;

public sealed class ModelStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly byte[] _weights = RandomNumberGenerator.GetBytes(1_000_000);
    private readonly WeightsServer _server;
    private readonly HttpClient _http;

    public ModelStoreTests()
    {
        _server = new WeightsServer(_weights);
        _http = new HttpClient(_server);
    }

    public void Dispose()
    {
        _http.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Weights_are_downloaded_once_verified_and_their_progress_is_reported()
    {
        var progress = new Recorder();
        var first = await Store().EnsureAsync(Entry(), progress);
        var second = await Store().EnsureAsync(Entry());

        Assert.Equal(_folder.File("net.onnx"), first.Path);
        Assert.Equal(_weights, await File.ReadAllBytesAsync(first.Path));
        Assert.Equal(first, second);
        Assert.Equal(1, _server.Requests);
        Assert.Equal(new DownloadProgress("net", _weights.Length, _weights.Length), progress.Last);
        Assert.Equal(["net.onnx"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Models_of_the_same_weights_share_one_download()
    {
        var first = await Store().EnsureAsync(Entry() with { Name = "a", Weights = "net" });
        var second = await Store().EnsureAsync(Entry() with { Name = "b", Weights = "net" });

        Assert.Equal(first, second);
        Assert.Equal(_folder.File("net.onnx"), first.Path);
        Assert.Equal(1, _server.Requests);
    }

    [Fact]
    public async Task A_file_of_the_models_own_name_comes_before_the_shared_one()
    {
        await File.WriteAllBytesAsync(_folder.File("a.onnx"), _weights);
        Assert.Equal(_folder.File("a.onnx"), (await Store().EnsureAsync(Entry() with { Name = "a", Weights = "net" })).Path);
        Assert.Equal(0, _server.Requests);
    }

    [Fact]
    public async Task An_interrupted_download_is_resumed()
    {
        _server.BreakAfter = 300_000;
        var error = await Assert.ThrowsAsync<ModelException>(() => Store().EnsureAsync(Entry()));
        Assert.Equal(ModelError.DownloadFailed, error.Error);
        Assert.False(File.Exists(_folder.File("net.onnx")));
        var kept = new FileInfo(_folder.File("net.onnx.part")).Length;
        Assert.InRange(kept, 1, _weights.Length - 1);

        _server.BreakAfter = null;
        var file = await Store().EnsureAsync(Entry());
        Assert.Equal(_weights, await File.ReadAllBytesAsync(file.Path));
        Assert.Equal(kept, _server.LastRangeStart);
    }

    [Fact]
    public async Task A_server_without_ranges_starts_again()
    {
        await File.WriteAllBytesAsync(_folder.File("net.onnx.part"), new byte[123]);
        _server.IgnoreRanges = true;
        var file = await Store().EnsureAsync(Entry());
        Assert.Equal(_weights, await File.ReadAllBytesAsync(file.Path));
    }

    [Fact]
    public async Task A_wrong_digest_names_both_and_the_file()
    {
        await File.WriteAllBytesAsync(_folder.File("net.onnx"), [1, 2, 3]);
        var error = await Assert.ThrowsAsync<ModelException>(() => Store().EnsureAsync(Entry()));

        Assert.Equal(ModelError.WrongDigest, error.Error);
        Assert.Contains(Convert.ToHexStringLower(SHA256.HashData([1, 2, 3])), error.Message, StringComparison.Ordinal);
        Assert.Contains(Digest, error.Message, StringComparison.Ordinal);
        Assert.Contains(_folder.File("net.onnx"), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_at_once_download_once()
    {
        var files = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Store().EnsureAsync(Entry())));
        Assert.All(files, file => Assert.Equal(files[0], file));
        Assert.Equal(1, _server.Requests);
    }

    [Fact]
    public async Task A_download_of_other_bytes_names_both_digests_and_is_not_kept()
    {
        var other = new string('a', 64);
        var error = await Assert.ThrowsAsync<ModelException>(() => Store().EnsureAsync(Entry() with { Sha256 = other }));

        Assert.Equal(ModelError.WrongDigest, error.Error);
        Assert.Contains(other, error.Message, StringComparison.Ordinal);
        Assert.Contains(Digest, error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task The_first_use_without_a_network_names_the_model_the_file_its_digest_and_the_commands()
    {
        using var http = new HttpClient(new NoNetwork());
        var error = await Assert.ThrowsAsync<ModelException>(() => new ModelStore(_folder.File("models"), http).EnsureAsync(Entry()));

        foreach (var part in (string[])["'net'", Path.Combine(_folder.File("models"), "net.onnx"), Digest, $"models pull net --data {_folder.Path}", "curl -L -o net.onnx http://weights.test/net"])
            Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_store_knows_what_is_there_without_reading_it()
    {
        Assert.Equal(new WeightsStatus(WeightsState.NotDownloaded, _folder.File("net.onnx"), 0), Store().Look(Entry()));
        await File.WriteAllBytesAsync(_folder.File("net.onnx.part"), new byte[5]);
        Assert.Equal(new WeightsStatus(WeightsState.PartlyDownloaded, _folder.File("net.onnx"), 5), Store().Look(Entry()));
        await File.WriteAllBytesAsync(_folder.File("net.onnx"), new byte[7]);
        Assert.Equal(new WeightsStatus(WeightsState.There, _folder.File("net.onnx"), 7), Store().Look(Entry()));
        Assert.Equal(WeightsState.BuiltIn, Store().Look(ModelList.Load().Find("builtin")).State);
    }

    [Fact]
    public async Task A_refusing_server_is_reported_with_the_address_and_the_alternative()
    {
        _server.Status = HttpStatusCode.NotFound;
        var error = await Assert.ThrowsAsync<ModelException>(() => Store().EnsureAsync(Entry()));
        Assert.Contains("http://weights.test/net", error.Message, StringComparison.Ordinal);
        Assert.Contains("put the file at", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Manually_installed_weights_need_no_address()
    {
        var entry = Entry() with { Url = null, Sha256 = null };
        var missing = await Assert.ThrowsAsync<ModelException>(() => Store().EnsureAsync(entry));
        Assert.Equal(ModelError.MissingWeights, missing.Error);

        await File.WriteAllBytesAsync(_folder.File("net.onnx"), _weights);
        Assert.Equal(Digest, (await Store().EnsureAsync(entry)).Sha256);
        Assert.Equal(0, _server.Requests);
    }

    private string Digest => Convert.ToHexStringLower(SHA256.HashData(_weights));

    private ModelStore Store() => new(_folder.Path, _http);

    private ModelEntry Entry() => new()
    {
        Name = "net",
        File = "net.onnx",
        Url = "http://weights.test/net",
        Sha256 = Digest,
        Dimension = 4,
        Preprocessing = Profiles.Tiny,
    };

    private sealed class NoNetwork : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            throw new HttpRequestException("Name or service not known (weights.test:80)");
    }

    private sealed class Recorder : IProgress<DownloadProgress>
    {
        public DownloadProgress Last { get; private set; }

        public void Report(DownloadProgress value) => Last = value;
    }
}
