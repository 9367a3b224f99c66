using ImageRetrieval.Vision.OnnxFormat;

namespace ImageRetrieval.Architectures;

/// <summary>The layers of the architectures, over <see cref="OnnxGraphBuilder"/>.</summary>
internal sealed class NetworkWriter(int seed)
{
    private readonly SeededWeights _weights = new(seed);

    internal OnnxGraphBuilder Graph { get; } = new();

    /// <summary>A square convolution that keeps the size at stride 1.</summary>
    internal string Convolve(string input, int from, int to, int side, int stride = 1, bool bias = false)
    {
        var fanIn = from * side * side;
        var kernel = Graph.Constant(_weights.He(to * fanIn, fanIn), to, from, side, side);
        string[] inputs = bias ? [input, kernel, Graph.Constant(_weights.Uniform(to, -0.05f, 0.05f), to)] : [input, kernel];
        long pad = side / 2;
        return Graph.Node("Conv", inputs, ("kernel_shape", new long[] { side, side }), ("strides", new long[] { stride, stride }), ("pads", new[] { pad, pad, pad, pad }));
    }

    /// <param name="input">What is normalised.</param>
    /// <param name="channels">Its channels.</param>
    /// <param name="gain">The middle of the scales; under 1 at the end of a residual branch, so that 16 sums do not grow without bound.</param>
    internal string Normalize(string input, int channels, float gain = 1)
    {
        string[] inputs =
        [
            input,
            Graph.Constant(_weights.Uniform(channels, 0.9f * gain, 1.1f * gain), channels),
            Graph.Constant(_weights.Uniform(channels, -0.1f, 0.1f), channels),
            Graph.Constant(_weights.Uniform(channels, -0.1f, 0.1f), channels),
            Graph.Constant(_weights.Uniform(channels, 0.8f, 1.2f), channels),
        ];
        return Graph.Node("BatchNormalization", inputs, ("epsilon", 1e-5f));
    }

    internal string Rectify(string input) => Graph.Node("Relu", [input]);

    internal string MaxPool(string input, int side, int stride, int pad) =>
        Graph.Node("MaxPool", [input], ("kernel_shape", new long[] { side, side }), ("strides", new long[] { stride, stride }), ("pads", new long[] { pad, pad, pad, pad }));

    internal string Flatten(string input) => Graph.Node("Flatten", [input], ("axis", 1L));

    /// <summary>A fully connected layer.</summary>
    internal string Connect(string input, int from, int to, string? name = null)
    {
        var matrix = Graph.Constant(_weights.He(to * from, from), to, from);
        var bias = Graph.Constant(_weights.Uniform(to, -0.05f, 0.05f), to);
        return name is null
            ? Graph.Node("Gemm", [input, matrix, bias], ("transB", 1L))
            : Graph.NamedNode(name, "Gemm", [input, matrix, bias], ("transB", 1L));
    }
}
