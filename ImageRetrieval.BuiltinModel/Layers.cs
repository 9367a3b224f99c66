using ImageRetrieval.Vision.OnnxFormat;

namespace ImageRetrieval.BuiltinModel;

/// <summary>The few layers that the descriptors are made of. Tensors are [N, channel, row, column] and go by their names.</summary>
internal sealed class Layers(OnnxGraphBuilder graph)
{
    // Below this a block is flat (black, white, grey pictures): it fades to zero instead of being blown up to noise.
    private const float Epsilon = 1e-4f;

    /// <summary>Convolution; <paramref name="kernels"/> are outputs x inputs x size x size. Borders repeat the edge of the image, <paramref name="side"/> pixels long.</summary>
    internal string Convolve(string tensor, float[] kernels, int outputs, int size, int side = 0, float[]? bias = null)
    {
        var inputs = kernels.Length / (outputs * size * size);
        var weights = graph.Constant(Rounded(kernels), outputs, inputs, size, size);
        var source = size > 1 ? Extend(tensor, size / 2, side) : tensor;
        return bias is null
            ? graph.Node("Conv", [source, weights])
            : graph.Node("Conv", [source, weights, graph.Constant(Rounded(bias), outputs)]);
    }

    /// <summary>Mean over squares of <paramref name="size"/>, <paramref name="stride"/> apart.</summary>
    internal string Pool(string tensor, int size, int stride) =>
        graph.Node("AveragePool", [tensor], ("kernel_shape", new long[] { size, size }), ("strides", new long[] { stride, stride }));

    internal string Shrink(string tensor, int factor) => Pool(tensor, factor, factor);

    internal string Add(string left, string right) => graph.Node("Add", [left, right]);

    internal string Subtract(string left, string right) => graph.Node("Sub", [left, right]);

    internal string Multiply(string left, string right) => graph.Node("Mul", [left, right]);

    internal string Divide(string left, string right) => graph.Node("Div", [left, right]);

    internal string Plus(string tensor, float value) => Add(tensor, graph.Constant([value], 1));

    internal string Times(string tensor, float value) => Multiply(tensor, graph.Constant([value], 1));

    internal string Root(string tensor) => graph.Node("Sqrt", [tensor]);

    internal string Absolute(string tensor) => graph.Node("Abs", [tensor]);

    internal string Positive(string tensor) => graph.Node("Relu", [tensor]);

    internal string Limit(string tensor, float low, float high) =>
        graph.Node("Clip", [tensor, graph.Constant([low]), graph.Constant([high])]);

    /// <summary>Shares that add up to 1 over the channels.</summary>
    internal string Shares(string tensor) => graph.Node("Softmax", [tensor], ("axis", 1L));

    internal string SumOfChannels(string tensor) => graph.Node("ReduceSum", [tensor, graph.Constant([1L])], ("keepdims", 1L));

    internal string Pick(string tensor, int axis, params long[] places) =>
        graph.Node("Gather", [tensor, graph.Constant(places)], ("axis", (long)axis));

    internal string Join(int axis, params string[] tensors) => graph.Node("Concat", tensors, ("axis", (long)axis));

    internal string Flatten(string tensor) => graph.Node("Flatten", [tensor], ("axis", 1L));

    /// <summary>A finished block: square roots (Hellinger), mean taken off, length <paramref name="weight"/>.</summary>
    internal string Block(string tensor, float weight)
    {
        var roots = Root(Flatten(tensor));
        var centred = Subtract(roots, graph.Node("ReduceMean", [roots], ("axes", new long[] { 1 }), ("keepdims", 1L)));
        return Unit(centred, weight);
    }

    internal string Unit(string vector, float weight)
    {
        var length = graph.Node("ReduceL2", [vector], ("axes", new long[] { 1 }), ("keepdims", 1L));
        return Times(Divide(vector, Plus(length, Epsilon)), weight);
    }

    /// <summary>Ends the graph: the blocks side by side are the embedding.</summary>
    internal void Finish(params string[] blocks) => graph.NamedNode("embedding", "Concat", blocks, ("axis", 1L));

    // ONNX pads with edges only through a text attribute; gathering the first and last row once more is the same.
    private string Extend(string tensor, int border, int side)
    {
        var places = new long[side + 2 * border];
        for (var i = 0; i < places.Length; i++)
            places[i] = Math.Clamp(i - border, 0, side - 1);
        return Pick(Pick(tensor, 2, places), 3, places);
    }

    // The last digits of sines and roots differ between platforms; without them the file is the same everywhere.
    private static float[] Rounded(float[] values) => Array.ConvertAll(values, value => MathF.Round(value, 5));
}
