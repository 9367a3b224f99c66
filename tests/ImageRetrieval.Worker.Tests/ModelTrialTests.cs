using ImageRetrieval.Fixtures;

namespace ImageRetrieval.Worker.Tests;

/// <summary>The Worker as a process of its own, with a model whose file ends any process that runs it.</summary>
public sealed class ModelTrialTests : IDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(120);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Such_a_file_ends_its_test_process_and_not_the_Worker()
    {
        await File.WriteAllBytesAsync(_folder.File("picture.png"), TestImages.Random(1));
        await using var worker = Start(HiddenWindow.Deadly);
        Assert.Equal(1, await worker.ExitAsync(s_limit));
        foreach (var part in (string[])["Model 'net'", "was tried in a process of its own and is not loaded", "SIGFPE, exit code 136"])
            Assert.Contains(part, worker.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_good_file_is_tried_and_used()
    {
        await File.WriteAllBytesAsync(_folder.File("picture.png"), TestImages.Random(1));
        await using var worker = Start(HiddenWindow.Side);
        Assert.Equal(0, await worker.ExitAsync(s_limit));
        Assert.Single(Directory.GetFiles(Path.Combine(_folder.File("data"), "models"), "net.*.tried"));
    }

    private WorkerProcess Start(long window) => WorkerProcess.Start(
        "--source", _folder.Path, "--data", _folder.File("data"), "--models", "net", "--model-list", HiddenWindow.WriteList(_folder.Path, window), "--once");
}
