using ImageRetrieval.Vision.OnnxFormat;

namespace ImageRetrieval.BuiltinModel;

/// <summary>The layers used by the descriptors. Tensors are [N, channel, row, column] and are identified by name.</summary>
internal sealed class Layers(OnnxGraphBuilder graph)
{
    /// <summary>Convolution; <paramref name="kernels"/> are outputs x inputs x size x size. The image, <paramref name="side"/> pixels long, is extended beyond its border by its edge pixels.</summary>
    internal string Convolve(string tensor, float[] kernels, int outputs, int size, int side, int groups = 1)
    {
        var weights = graph.Constant(Rounded(kernels), outputs, kernels.Length / (outputs * size * size), size, size);
        return graph.Node("Conv", [Extend(tensor, size / 2, side), weights], ("group", (long)groups));
    }

    /// <summary>The same linear function of every pixel's channels.</summary>
    internal string Mix(string tensor, float[] weights, float[] bias) =>
        graph.Node("Conv", [tensor, graph.Constant(Rounded(weights), bias.Length, weights.Length / bias.Length, 1, 1), graph.Constant(Rounded(bias), bias.Length)]);

    /// <summary>The mean over adjacent squares.</summary>
    internal string Shrink(string tensor, int factor) =>
        graph.Node("AveragePool", [tensor], ("kernel_shape", new long[] { factor, factor }), ("strides", new long[] { factor, factor }));

    internal string Add(string left, string right) => graph.Node("Add", [left, right]);

    internal string Add(string tensor, float value) => Add(tensor, graph.Constant([value], 1));

    internal string Subtract(string left, string right) => graph.Node("Sub", [left, right]);

    internal string Multiply(string left, string right) => graph.Node("Mul", [left, right]);

    internal string Multiply(string tensor, float factor) => Multiply(tensor, graph.Constant([factor], 1));

    internal string Divide(string left, string right) => graph.Node("Div", [left, right]);

    internal string Root(string tensor) => graph.Node("Sqrt", [tensor]);

    internal string Absolute(string tensor) => graph.Node("Abs", [tensor]);

    internal string Limit(string tensor, float low, float high) =>
        graph.Node("Clip", [tensor, graph.Constant([low], shape: []), graph.Constant([high], shape: [])]);

    /// <summary>Shares that add up to 1 over the channels.</summary>
    internal string Shares(string tensor) => graph.Node("Softmax", [tensor], ("axis", 1L));

    internal string SumOfChannels(string tensor) => graph.Node("ReduceSum", [tensor, graph.Constant([1L])], ("keepdims", 1L));

    internal string Flatten(string tensor) => graph.Node("Flatten", [tensor], ("axis", 1L));

    /// <summary>Folds a grid and its mirror image: their sum and their absolute difference, which are the same for a mirrored picture.</summary>
    /// <param name="grid">Of <paramref name="side"/> rows and columns.</param>
    /// <param name="side">An even number.</param>
    /// <param name="channels">The channel that each becomes when mirrored; null when mirroring changes none.</param>
    internal (string Sum, string Difference) Fold(string grid, int side, int[]? channels = null)
    {
        var left = Pick(grid, 3, Enumerable.Range(0, side / 2));
        var right = Pick(grid, 3, Enumerable.Range(side / 2, side / 2).Reverse());
        if (channels is not null)
            right = Pick(right, 1, channels);
        return (Add(left, right), Absolute(Subtract(left, right)));
    }

    /// <summary>The graph's output: the concatenated blocks are the embedding.</summary>
    internal void Finish(int dimension, params string[] blocks) =>
        graph.Output(graph.NamedNode("embedding", "Concat", blocks, ("axis", 1L)), null, dimension);

    internal string MeanOfRow(string rows) => graph.Node("ReduceMean", [rows], ("axes", new long[] { 1 }), ("keepdims", 1L));

    internal string LengthOfRow(string rows) => graph.Node("ReduceL2", [rows], ("axes", new long[] { 1 }), ("keepdims", 1L));

    private string Pick(string tensor, int axis, IEnumerable<int> places) =>
        graph.Node("Gather", [tensor, graph.Constant([.. places.Select(place => (long)place)])], ("axis", (long)axis));

    // Gathering the first and last row more than once is what ONNX calls Pad with mode edge.
    private string Extend(string tensor, int border, int side)
    {
        var places = Enumerable.Range(-border, side + 2 * border).Select(place => Math.Clamp(place, 0, side - 1)).ToArray();
        return Pick(Pick(tensor, 2, places), 3, places);
    }

    // The last digits of sines differ between platforms; without them the file is the same everywhere.
    private static float[] Rounded(float[] values) => Array.ConvertAll(values, value => MathF.Round(value, 4));
}
