using ImageRetrieval.Vision.OnnxFormat;

namespace ImageRetrieval.Fixtures;

/// <summary>
/// A pooling over a map of 8 x 8 whose size no inference knows before a run: where it ends is computed from the pixels. With a window
/// that is exactly one larger ONNX Runtime 1.30 and 1.31 end the process (SIGFPE).
/// </summary>
internal static class HiddenWindow
{
    internal const int Dimension = 16, Side = 8, Deadly = 9;

    internal static byte[] Graph(long window)
    {
        var graph = new OnnxGraphBuilder();
        var pixels = graph.Input("data", null, 3, Side, Side);
        var least = graph.Node("ReduceMin", [graph.Node("Relu", [pixels])], ("keepdims", 0L));
        const long int64 = 7;
        var nothing = graph.Node("Cast", [graph.Node("Mul", [least, graph.Constant([0f])])], ("to", int64));
        var ends = graph.Node("Add", [graph.Constant([8L, 8]), nothing]);
        var cropped = graph.Node("Slice", [pixels, graph.Constant([0L, 0]), ends, graph.Constant([2L, 3])]);
        // 16 channels: from 8 on ONNX Runtime runs both nodes in its blocked layout, where an empty map divides by zero.
        var weights = Enumerable.Range(0, Dimension * 3 * 3 * 3).Select(i => (i % 7) - 2f).ToArray();
        var map = graph.Node("Conv", [cropped, graph.Constant(weights, Dimension, 3, 3, 3)], ("kernel_shape", new long[] { 3, 3 }), ("pads", new long[] { 1, 1, 1, 1 }));
        var pooled = graph.Node("AveragePool", [map], ("kernel_shape", new[] { window, window }));
        graph.NamedNode("features", "Flatten", [pooled], ("axis", 1L));
        graph.Output("features", null, Dimension);
        return graph.Build("hidden-window");
    }

    /// <summary>Writes the graph and a list that names it <c>net</c>, into a folder.</summary>
    /// <returns>The list's path.</returns>
    internal static string WriteList(string folder, long window)
    {
        File.WriteAllBytes(Path.Combine(folder, "net.onnx"), Graph(window));
        var list = Path.Combine(folder, "net.json");
        File.WriteAllText(list, $$"""
            { "models": [ { "name": "net", "file": "net.onnx", "featureTensor": "features", "dimension": {{Dimension}},
              "preprocessing": { "name": "net", "rule": "stretch", "resize": {{Side}}, "crop": {{Side}}, "mean": [0, 0, 0], "std": [1, 1, 1] } } ] }
            """);
        return list;
    }
}
