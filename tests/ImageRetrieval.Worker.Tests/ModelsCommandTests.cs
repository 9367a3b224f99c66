using System.Security.Cryptography;
using ImageRetrieval.Fixtures;
using Microsoft.Extensions.Configuration;

namespace ImageRetrieval.Worker.Tests;

/// <summary>The command line <c>models …</c>, with a real server for the weights.</summary>
public sealed class ModelsCommandTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly byte[] _weights = RandomNumberGenerator.GetBytes(3_000_000);
    private PictureServer _server = null!;

    public async Task InitializeAsync()
    {
        _server = await PictureServer.StartAsync();
        var url = _server.Add("net.onnx", _weights);
        const string preprocessing = "\"preprocessing\": \"imagenet\", \"licence\": \"MIT\", \"size\": 3000000";
        await File.WriteAllTextAsync(_folder.File("list.json"),
            $$"""
            { "models": [
              { "name": "net", "file": "net.onnx", "url": "{{url}}", "sha256": "{{Digest}}", "dimension": 4, {{preprocessing}} },
              { "name": "net-small", "file": "net.onnx", "weights": "net", "url": "{{url}}", "sha256": "{{Digest}}", "dimension": 2, {{preprocessing}} },
              { "name": "gone", "file": "gone.onnx", "url": "{{_server.Address}}/gone.onnx", "sha256": "{{Digest}}", "dimension": 4, {{preprocessing}} },
              { "name": "pair", "combine": [ { "model": "builtin" }, { "model": "net", "weight": 0.5 } ] }
            ] }
            """);
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task List_shows_the_weights_of_every_model()
    {
        var before = await RunAsync("list");
        Assert.Equal(0, before.ExitCode);
        Assert.Matches(@"(?m)^ *builtin\s+MIT\s+884\s+-\s+built in\s*$", before.Out);
        Assert.Matches(@"(?m)^ *vgg16\s+Apache-2\.0\s+25088\s+553\.4 MB\s+not downloaded\s*$", before.Out);
        Assert.Matches(@"(?m)^ *net\s+MIT\s+4\s+3\.0 MB\s+not downloaded\s*$", before.Out);

        Directory.CreateDirectory(_folder.File("models"));
        await File.WriteAllBytesAsync(Path.Combine(_folder.File("models"), "net.onnx.part"), new byte[1_000_000]);
        Assert.Matches(@"(?m)^ *net\s.*partly downloaded \(1\.0 MB\)", (await RunAsync("list")).Out);
        await RunAsync("pull", "net");
        Assert.Matches(@"(?m)^ *net-small\s.*there: .*net\.onnx", (await RunAsync("list")).Out);
    }

    [Fact]
    public async Task Pull_downloads_verifies_and_reports_its_progress_in_plain_lines()
    {
        var pulled = await RunAsync("pull", "net", "net-small");

        Assert.Equal((0, ""), (pulled.ExitCode, pulled.Errors));
        Assert.Equal(_weights, await File.ReadAllBytesAsync(Path.Combine(_folder.File("models"), "net.onnx")));
        Assert.Matches(@"(?m)^net: +\d\d%\s*$", pulled.Out);
        Assert.Contains($"present and verified, SHA-256 {Digest}", pulled.Out, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', pulled.Out);
        Assert.Equal(1, _server.Requests);
    }

    [Fact]
    public async Task A_combination_shows_pulls_and_verifies_its_parts()
    {
        Assert.Matches(@"(?m)^ *pair\s+MIT\s+888\s+-\s+builtin built in; net not downloaded\s*$", (await RunAsync("list")).Out);
        var pulled = await RunAsync("pull", "pair", "net");
        Assert.Equal((0, ""), (pulled.ExitCode, pulled.Errors));
        Assert.Equal(1, _server.Requests);
        Assert.Contains("builtin: '", pulled.Out, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^ *pair\s+.*builtin built in; net there: .*net\.onnx", (await RunAsync("list")).Out);
        Assert.Contains("net, net-small: ", (await RunAsync("verify")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pull_of_a_file_missing_on_the_server_shows_where_it_belongs()
    {
        var pulled = await RunAsync("pull", "gone");
        Assert.Equal(1, pulled.ExitCode);
        foreach (var part in (string[])["'gone'", "404", Digest, Path.Combine(_folder.File("models"), "gone.onnx"), "models pull gone"])
            Assert.Contains(part, pulled.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_names_both_digests_of_a_wrong_file_and_fails()
    {
        Assert.Contains("There are no weights in", (await RunAsync("verify")).Out, StringComparison.Ordinal);

        // Put there by hand, as on a machine without internet.
        Directory.CreateDirectory(_folder.File("models"));
        await File.WriteAllBytesAsync(Path.Combine(_folder.File("models"), "net.onnx"), _weights);
        var right = await RunAsync("verify");
        Assert.Equal(0, right.ExitCode);
        Assert.Contains("net, net-small: ", right.Out, StringComparison.Ordinal);

        await File.WriteAllBytesAsync(Path.Combine(_folder.File("models"), "gone.onnx"), [1, 2, 3]);
        var wrong = await RunAsync("verify");
        Assert.Equal(1, wrong.ExitCode);
        Assert.Contains(Digest, wrong.Errors, StringComparison.Ordinal);
        Assert.Contains(Convert.ToHexStringLower(SHA256.HashData([1, 2, 3])), wrong.Errors, StringComparison.Ordinal);
        Assert.Contains("net, net-small: ", wrong.Out, StringComparison.Ordinal);
        Assert.Equal(0, _server.Requests);
    }

    [Theory]
    [InlineData("Required command was not provided")]
    [InlineData("Required argument 'NAME' missing for command: 'pull'", "pull")]
    [InlineData("'fetch'", "fetch")]
    [InlineData("'--colour'", "list", "--colour")]
    public async Task What_is_not_understood_is_named_above_the_help(string message, params string[] words)
    {
        var shown = await RunAsync(words);
        Assert.Equal((2, ""), (shown.ExitCode, shown.Out));
        Assert.Contains(message, shown.Errors, StringComparison.Ordinal);
        Assert.Contains("--model-list", shown.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_model_lists_the_known_ones()
    {
        var pulled = await RunAsync("pull", "alexnet");
        Assert.Equal(1, pulled.ExitCode);
        Assert.Contains("There is no model 'alexnet'", pulled.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stopped_pull_reports_that_the_next_one_resumes()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        var stopped = await RunAsync(["pull", "net"], stop.Token);
        Assert.Equal(130, stopped.ExitCode);
        Assert.Contains("Stopped. The partial download is kept", stopped.Errors, StringComparison.Ordinal);
    }

    private string Digest => Convert.ToHexStringLower(SHA256.HashData(_weights));

    private Task<(int ExitCode, string Out, string Errors)> RunAsync(params string[] words) => RunAsync(words, CancellationToken.None);

    private async Task<(int ExitCode, string Out, string Errors)> RunAsync(string[] words, CancellationToken token)
    {
        using var configuration = new ConfigurationManager();
        var command = new WorkerCommand(["models", .. words, "--data", _folder.Path, $"--model-list={_folder.File("list.json")}"], configuration);
        Assert.False(command.IsService);
        using var results = new StringWriter();
        using var errors = new StringWriter();
        var exitCode = await command.RunAsync(results, errors, token);
        return (exitCode, results.ToString(), errors.ToString());
    }
}
