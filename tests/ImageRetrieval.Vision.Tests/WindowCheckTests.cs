using ImageRetrieval.Fixtures;
using ImageRetrieval.Vision.Embedding;
using ImageRetrieval.Vision.Models;
using ImageRetrieval.Vision.OnnxFormat;

namespace ImageRetrieval.Vision.Tests;

/// <summary>
/// No model file can end the process: a window that is larger than its map makes ONNX Runtime 1.30 and 1.31 divide by zero, and these
/// tests' process with it, were the graph run.
/// </summary>
public sealed class WindowCheckTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("AveragePool", 8, 9)] // exactly one larger: SIGFPE
    [InlineData("AveragePool", 8, 12)]
    [InlineData("MaxPool", 8, 9)]
    [InlineData("LpPool", 8, 10)]
    public async Task A_window_larger_than_its_map_is_refused(string operation, int side, int window)
    {
        var refused = await Assert.ThrowsAsync<ModelException>(() => LoadAsync(Pooled(operation, window), side, 3));
        Assert.Equal(ModelError.InvalidModel, refused.Error);
        Assert.Contains($"its {operation} over", refused.Message);
        Assert.Contains($"{window}x{window}", refused.Message);
        Assert.Contains($"{side}x{side} pixels (preprocessing.crop)", refused.Message);
    }

    [Fact]
    public async Task A_window_that_fits_runs_and_is_checked_once()
    {
        using (var model = await LoadAsync(Pooled("AveragePool", 8), 8, 3))
            Assert.Equal(3, model.Space.Dimension);
        var mark = Assert.Single(Directory.GetFiles(_folder.File("models"), "*.checked"));
        var written = File.GetLastWriteTimeUtc(mark);
        using (await LoadAsync(Pooled("AveragePool", 8), 8, 3))
            Assert.Equal(written, File.GetLastWriteTimeUtc(mark));
    }

    [Fact]
    public async Task Padding_and_dilation_count()
    {
        using (var padded = await LoadAsync(Pooled("AveragePool", 9, ("pads", new long[] { 1, 1, 0, 0 })), 8, 3))
            Assert.Equal(3, padded.Space.Dimension);
        var dilated = await Assert.ThrowsAsync<ModelException>(() => LoadAsync(Pooled("MaxPool", 5, ("dilations", new long[] { 2, 2 })), 8, 3));
        Assert.Contains("a window of 9x9", dilated.Message);
    }

    [Fact]
    public async Task A_network_for_larger_images_is_refused_for_small_ones()
    {
        // As ResNet18 at 192 x 192: five halvings, then the mean over 7 x 7 cells.
        var graph = new OnnxGraphBuilder();
        var map = graph.Input("data", null, 3, null, null);
        for (var i = 0; i < 5; i++)
            map = graph.Node("MaxPool", [map], ("kernel_shape", new long[] { 2, 2 }), ("strides", new long[] { 2, 2 }));
        var pooled = graph.Node("AveragePool", [map], ("kernel_shape", new long[] { 7, 7 }));
        graph.NamedNode("features", "Flatten", [pooled], ("axis", 1L));
        graph.Output("features", null, 3);
        var file = graph.Build("halved");
        using (var model = await LoadAsync(file, 224, 3))
            Assert.Equal(3, model.Space.Dimension);
        var refused = await Assert.ThrowsAsync<ModelException>(() => LoadAsync(file, 192, 3));
        Assert.Contains("a window of 7x7, and the map has 6x6", refused.Message);
    }

    private static byte[] Pooled(string operation, long window, params (string Name, object Value)[] more)
    {
        var graph = new OnnxGraphBuilder();
        var input = graph.Input("data", null, 3, null, null);
        var map = graph.Node("Relu", [input]);
        var pooled = graph.Node(operation, [map], [("kernel_shape", new[] { window, window }), .. more]);
        graph.NamedNode("features", "Flatten", [pooled], ("axis", 1L));
        graph.Output("features", null, 3);
        return graph.Build("pooled");
    }

    private async Task<EmbeddingModel> LoadAsync(byte[] file, int side, int dimension)
    {
        var list = _folder.File("list.json");
        await File.WriteAllBytesAsync(_folder.File("net.onnx"), file);
        await File.WriteAllTextAsync(list, $$"""
            { "models": [ { "name": "net", "file": "net.onnx", "featureTensor": "features", "dimension": {{dimension}},
              "preprocessing": { "name": "net", "rule": "stretch", "resize": {{side}}, "crop": {{side}}, "mean": [0, 0, 0], "std": [1, 1, 1] } } ] }
            """);
        using var http = new HttpClient();
        return await new ModelLoader(ModelList.Load(list), new ModelStore(_folder.File("models"), http), new InferenceSettings { ThreadsPerImage = 1 }).LoadAsync("net");
    }
}
