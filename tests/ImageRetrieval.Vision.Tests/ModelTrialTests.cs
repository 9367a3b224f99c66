using ImageRetrieval.Fixtures;
using ImageRetrieval.Vision.Embedding;
using ImageRetrieval.Vision.Models;
using ImageRetrieval.Vision.OnnxFormat;
using ImageRetrieval.Vision.Trial;

namespace ImageRetrieval.Vision.Tests;

/// <summary>
/// No model file can end the process: what cannot be seen in a graph is found out in a child. The children here are real processes of
/// this assembly (<see cref="Program"/>); one of them dies.
/// </summary>
public sealed class ModelTrialTests : IDisposable
{
    private static readonly TrialCommand s_child = TrialCommand.Of(typeof(Program).Assembly)!;
    private static readonly TrialCommand s_none = new("/no/such/program");

    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _http = new();

    public void Dispose()
    {
        _http.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_file_that_crashes_its_process_is_refused_and_others_load()
    {
        var file = HiddenWindow.Graph(HiddenWindow.Deadly);
        var refused = await Assert.ThrowsAsync<ModelException>(() => LoadAsync(file, HiddenWindow.Dimension, s_child));
        Assert.Equal(ModelError.FailedTrial, refused.Error);
        foreach (var part in (string[])["'net'", _folder.File("net.onnx"), "was tried in a process of its own", "SIGFPE, exit code 136", "8x8 pixels"])
            Assert.Contains(part, refused.Message, StringComparison.Ordinal);

        // It is remembered, and the message says how to have it tried again.
        var mark = Mark();
        Assert.Contains($"delete '{mark}'", refused.Message, StringComparison.Ordinal);
        Assert.Equal(refused.Message, (await Assert.ThrowsAsync<ModelException>(() => LoadAsync(file, HiddenWindow.Dimension, s_none))).Message);
        File.Delete(mark);
        Assert.Contains("cannot be started", (await Assert.ThrowsAsync<ModelException>(() => LoadAsync(file, HiddenWindow.Dimension, s_none))).Message, StringComparison.Ordinal);

        using var good = await LoadAsync(HiddenWindow.Graph(HiddenWindow.Side), HiddenWindow.Dimension, s_child);
        Assert.Equal(HiddenWindow.Dimension, good.Space.Dimension);
    }

    [Fact]
    public async Task A_valid_file_is_tested_once_for_its_weights_and_use()
    {
        using (await LoadAsync(Graphs.Features(), 4, s_child))
            Assert.Single(Directory.GetFiles(_folder.File("models"), "*.tried"));
        using (await LoadAsync(Graphs.Features(), 4, s_none))
            Mark();

        Assert.Contains("cannot be started", (await Assert.ThrowsAsync<ModelException>(() => LoadAsync(Graphs.Features(seed: 2), 4, s_none))).Message, StringComparison.Ordinal);
        Assert.Contains("Vision:TryModels", (await Assert.ThrowsAsync<ModelException>(() => LoadAsync(Graphs.Features(), 4, s_none, crop: 9))).Message, StringComparison.Ordinal);
        using (await LoadAsync(Graphs.Features(seed: 2), 4, s_none, enabled: false))
            Mark();
    }

    [Fact]
    public async Task A_truncated_result_file_counts_as_missing()
    {
        using (await LoadAsync(Graphs.Features(), 4, s_child))
            File.WriteAllText(Mark(), "trial:{\"Usab");
        Assert.Contains("cannot be started", (await Assert.ThrowsAsync<ModelException>(() => LoadAsync(Graphs.Features(), 4, s_none))).Message, StringComparison.Ordinal);
        using (await LoadAsync(Graphs.Features(), 4, s_child))
        {
        }
        using var again = await LoadAsync(Graphs.Features(), 4, s_none);
    }

    [Fact]
    public async Task Two_services_that_start_concurrently_leave_one_complete_result_file()
    {
        var list = Write(Graphs.Features(), 4);
        var loads = await Task.WhenAll(Loader(list, s_child).LoadAsync("net"), Loader(list, s_child).LoadAsync("net"));
        foreach (var model in loads)
            model.Dispose();
        Assert.Single(Directory.GetFiles(_folder.File("models"), "*.tried*"));
        using var later = await LoadAsync(Graphs.Features(), 4, s_none);
    }

    [Fact]
    public async Task Weights_of_the_built_in_list_are_not_tested_unless_they_are_used_differently()
    {
        var list = _folder.File("own.json");
        await File.WriteAllTextAsync(list, """
            { "models": [
              { "name": "light", "file": "embedded:builtin.onnx", "dimension": 884, "featureTensor": "embedding", "preprocessing": { "name": "b", "rule": "stretch", "resize": 128, "crop": 128, "mean": [0,0,0], "std": [1,1,1] } },
              { "name": "smaller", "file": "application:resnet18.onnx", "dimension": 512, "featureTensor": "Pooling395_Output_0", "preprocessing": { "name": "r", "rule": "stretch", "resize": 192, "crop": 192, "mean": [0,0,0], "std": [1,1,1] } }
            ] }
            """);
        using (await Loader(list, s_none).LoadAsync("builtin"))
        {
        }
        Assert.Contains("cannot be started", (await Assert.ThrowsAsync<ModelException>(() => Loader(list, s_none).LoadAsync("smaller"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Errors_found_by_the_child_are_reported_as_without_a_child()
    {
        var refused = await Assert.ThrowsAsync<ModelException>(() => LoadAsync(Graphs.Features(), 5, s_child));
        Assert.Equal((ModelError.InvalidModel, "Model 'net' does not fit its list entry: its output 'features' has 4 components; the list's dimension is 5."), (refused.Error, refused.Message));
    }

    [Fact]
    public async Task An_output_of_zeros_or_of_nothing_is_refused()
    {
        var zeros = await Assert.ThrowsAsync<ModelException>(() => LoadAsync(Graphs.Zero(), 3, s_child));
        Assert.Equal((ModelError.InvalidModel, "Model 'net' gives no embedding for this image: its output is all zero."), (zeros.Error, zeros.Message));

        var nothing = await Assert.ThrowsAsync<ModelException>(() => LoadAsync(Nothing(), 3, s_child));
        Assert.Equal(ModelError.InvalidModel, nothing.Error);
        Assert.Contains("'net' does not run on a [1, 3, 8, 8] input", nothing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hanging_child_is_killed_at_the_limit_and_the_result_is_not_stored()
    {
        // 'cat' waits for the end of its input, which the parent keeps open.
        var refused = await Assert.ThrowsAsync<ModelException>(() => LoadAsync(Graphs.Features(), 4, new TrialCommand("/bin/sh", "-c", "cat >/dev/null"), limit: TimeSpan.FromSeconds(1)));
        Assert.Contains("did not end within 1 s (Vision:TrialLimit)", refused.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Path, "*.tried", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData("kill -9 $$", "most likely because memory ran out", false)]
    [InlineData("echo 'no way' >&2; exit 7", "with exit code 7, after it wrote 'no way'", true)]
    [InlineData("exit 0", "with exit code 0", true)]
    [InlineData("kill -11 $$", "by SIGSEGV, exit code 139", true)]
    public async Task Every_way_in_which_a_child_ends_is_reported(string script, string expected, bool remembered)
    {
        var refused = await Assert.ThrowsAsync<ModelException>(() => LoadAsync(Graphs.Features(), 4, new TrialCommand("/bin/sh", "-c", script)));
        Assert.Equal(ModelError.FailedTrial, refused.Error);
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
        Assert.Equal(remembered, Directory.GetFiles(_folder.Path, "*.tried", SearchOption.AllDirectories).Length == 1);
    }

    [Fact]
    public async Task A_cancelled_load_ends_the_child()
    {
        using var cancel = new CancellationTokenSource();
        var pid = _folder.File("pid");
        var load = LoadAsync(Graphs.Features(), 4, new TrialCommand("/bin/sh", "-c", $"echo $$ > '{pid}.part'; mv '{pid}.part' '{pid}'; cat >/dev/null"), token: cancel.Token);
        Assert.True(SpinWait.SpinUntil(() => File.Exists(pid), TimeSpan.FromSeconds(60)));
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => load);
        var folder = $"/proc/{File.ReadAllText(pid).Trim()}";
        Assert.True(SpinWait.SpinUntil(() => !Directory.Exists(folder), TimeSpan.FromSeconds(60)));
    }

    /// <summary>Features of which a slice takes none.</summary>
    private static byte[] Nothing()
    {
        var graph = new OnnxGraphBuilder();
        graph.Input("data", null, 3, 8, 8);
        var flat = graph.Node("Flatten", ["data"], ("axis", 1L));
        graph.NamedNode("features", "Slice", [flat, graph.Constant([5L]), graph.Constant([5L]), graph.Constant([1L])]);
        graph.Output("features", null, null);
        return graph.Build("nothing");
    }

    private string Mark() => Assert.Single(Directory.GetFiles(_folder.File("models"), "*.tried"));

    private Task<EmbeddingModel> LoadAsync(byte[] file, int dimension, TrialCommand command, int crop = 8, bool enabled = true, TimeSpan? limit = null, CancellationToken token = default) =>
        Loader(Write(file, dimension, crop), command, enabled, limit).LoadAsync("net", token: token);

    private string Write(byte[] file, int dimension, int crop = 8)
    {
        var list = _folder.File("list.json");
        File.WriteAllBytes(_folder.File("net.onnx"), file);
        File.WriteAllText(list, $$"""
            { "models": [ { "name": "net", "file": "net.onnx", "featureTensor": "features", "dimension": {{dimension}},
              "preprocessing": { "name": "net", "rule": "stretch", "resize": {{crop}}, "crop": {{crop}}, "mean": [0, 0, 0], "std": [1, 1, 1] } } ] }
            """);
        return list;
    }

    private ModelLoader Loader(string list, TrialCommand command, bool enabled = true, TimeSpan? limit = null) => new(
        ModelList.Load(list),
        new ModelStore(_folder.File("models"), _http),
        new InferenceSettings { Provider = ExecutionProvider.Cpu, ThreadsPerImage = 1 },
        new TrialSettings(enabled, limit ?? TimeSpan.FromMinutes(2)) { Command = command });
}
