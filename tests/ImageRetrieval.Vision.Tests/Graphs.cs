using ImageRetrieval.Vision.OnnxFormat;

namespace ImageRetrieval.Vision.Tests;

/// <summary>Small seeded networks on an 8 x 8 image: a body of 4 features, and optionally a classifier of 3 classes.</summary>
internal static class Graphs
{
    /// <summary>Ends in the features: [N, 4].</summary>
    public static byte[] Features(int seed = 1)
    {
        var graph = new OnnxGraphBuilder();
        graph.Input("data", null, 3, 8, 8);
        Body(graph, seed);
        graph.Output("features", null, 4);
        return graph.Build("features");
    }

    /// <summary>The same body under a classifier: Gemm, then Softmax.</summary>
    public static byte[] Classifier(int seed = 1)
    {
        var graph = new OnnxGraphBuilder();
        graph.Input("data", null, 3, 8, 8);
        var features = Body(graph, seed);
        var weights = graph.Constant(Values(3 * 4, seed + 100), 3, 4);
        var bias = graph.Constant(Values(3, seed + 101), 3);
        var logits = graph.Node("Gemm", [features, weights, bias], ("transB", 1L));
        graph.NamedNode("classes", "Softmax", [logits], ("axis", 1L));
        graph.Output("classes", null, 3);
        return graph.Build("classifier");
    }

    /// <summary>
    /// As older files of the model zoo are: a fixed batch of one, the weights repeated among the inputs, and a Dropout
    /// before the classifier.
    /// </summary>
    public static byte[] ZooClassifier(int seed = 1)
    {
        var graph = new OnnxGraphBuilder();
        graph.Input("data", 1, 3, 8, 8);
        var dropped = graph.Node("Dropout", [Body(graph, seed)]);
        var weights = graph.Constant(Values(3 * 4, seed + 100), 3, 4);
        var bias = graph.Constant(Values(3, seed + 101), 3);
        graph.Input("constant_0", 4, 3, 3, 3);
        graph.Input(weights, 3, 4);
        graph.Input(bias, 3);
        graph.NamedNode("logits", "Gemm", [dropped, weights, bias], ("transB", 1L));
        graph.Output("logits", 1, 3);
        return graph.Build("zoo");
    }

    /// <summary>64 features behind a fully connected layer of 18 MB.</summary>
    public static byte[] Large()
    {
        const int hidden = 24_000;
        var graph = new OnnxGraphBuilder();
        graph.Input("data", null, 3, 8, 8);
        var flat = graph.Node("Flatten", ["data"], ("axis", 1L));
        var wide = graph.Node("Gemm", [flat, graph.Constant(Values(hidden * 192, 1), hidden, 192)], ("transB", 1L));
        var positive = graph.Node("Relu", [wide]);
        graph.NamedNode("features", "Gemm", [positive, graph.Constant(Values(64 * hidden, 2), 64, hidden)], ("transB", 1L));
        graph.Output("features", null, 64);
        return graph.Build("large");
    }

    /// <summary>As VGG16: a map, two fully connected layers with a Relu and a Dropout between them.</summary>
    public static byte[] TwoLayers(int seed = 1)
    {
        var graph = new OnnxGraphBuilder();
        graph.Input("data", null, 3, 8, 8);
        var map = graph.NamedNode("map", "MaxPool", [Convolved(graph, seed)], ("kernel_shape", new long[] { 2, 2 }), ("strides", new long[] { 2, 2 }));
        var flat = graph.NamedNode("flat", "Flatten", [map], ("axis", 1L));
        var hidden = graph.Node("Gemm", [flat, graph.Constant(Values(36 * 5, seed + 1), 36, 5)]);
        var dropped = graph.NamedNode("hidden", "Dropout", [graph.Node("Relu", [hidden])]);
        graph.NamedNode("logits", "Gemm", [dropped, graph.Constant(Values(5 * 3, seed + 2), 5, 3)]);
        graph.Output("logits", null, 3);
        return graph.Build("two-layers");
    }

    /// <summary>The same body in 8 bits before a classifier, as the zoo's quantised files have it: inner tensors are bytes.</summary>
    public static byte[] Quantised(int seed = 1)
    {
        var graph = new OnnxGraphBuilder();
        graph.Input("data", null, 3, 8, 8);
        var scale = graph.Constant([0.02f]);
        const long uint8 = 2;
        var zero = graph.Node("Cast", [graph.Constant([3f])], ("to", uint8));
        var map = graph.NamedNode("map", "QuantizeLinear", [Convolved(graph, seed), scale, zero]);
        var pooled = graph.Node("GlobalAveragePool", [graph.Node("DequantizeLinear", [map, scale, zero])]);
        var bytes = graph.Node("QuantizeLinear", [pooled, scale, zero]);
        var flat = graph.NamedNode("flat", "Flatten", [bytes], ("axis", 1L));
        var weights = graph.Node("QuantizeLinear", [graph.Constant(Values(4 * 3, seed + 1), 4, 3), scale, zero]);
        var product = graph.Node("QLinearMatMul", [flat, scale, zero, weights, scale, zero, scale, zero]);
        graph.NamedNode("logits", "DequantizeLinear", [product, scale, zero]);
        graph.Output("logits", null, 3);
        return graph.Build("quantised");
    }

    /// <summary>As a vision transformer: [1, 37, 4], a class token and 6 x 6 patches.</summary>
    public static byte[] Tokens(int seed = 1)
    {
        var graph = new OnnxGraphBuilder();
        graph.Input("data", 1, 3, 8, 8);
        var rows = graph.Node("Reshape", [Convolved(graph, seed), graph.Constant([1, 4, 36])]);
        var patches = graph.NamedNode("patches", "Transpose", [rows], ("perm", new long[] { 0, 2, 1 }));
        graph.NamedNode("tokens", "Concat", [graph.Constant([1f, 2, 3, 4], 1, 1, 4), patches], ("axis", 1L));
        graph.Output("tokens", null, null, 4);
        return graph.Build("tokens");
    }

    /// <summary>As <see cref="Features"/>, for exactly one image.</summary>
    public static byte[] OneImage(int seed = 1)
    {
        var graph = new OnnxGraphBuilder();
        graph.Input("data", 1, 3, 8, 8);
        Body(graph, seed);
        graph.Output("features", 1, 4);
        return graph.Build("one-image");
    }

    /// <summary>Takes any number of images, and gives each its distance from the mean of all, which for one image is from the mean of its features.</summary>
    public static byte[] MixesImages(int seed = 1)
    {
        var graph = new OnnxGraphBuilder();
        graph.Input("data", null, 3, 8, 8);
        var pooled = graph.Node("GlobalAveragePool", [Convolved(graph, seed)]);
        var flat = graph.Node("Flatten", [pooled], ("axis", 1L));
        var mean = graph.Node("ReduceMean", [flat], ("axes", new long[] { 0, 1 }), ("keepdims", 1L));
        graph.NamedNode("features", "Sub", [flat, mean]);
        graph.Output("features", null, 4);
        return graph.Build("mixing");
    }

    /// <summary>Gives zero for every image.</summary>
    public static byte[] Zero()
    {
        var graph = new OnnxGraphBuilder();
        graph.Input("data", null, 3, 8, 8);
        var pooled = graph.Node("GlobalAveragePool", ["data"]);
        var flat = graph.Node("Flatten", [pooled], ("axis", 1L));
        graph.NamedNode("features", "Mul", [flat, graph.Constant([0f], 1)]);
        graph.Output("features", null, 3);
        return graph.Build("zero");
    }

    private static string Body(OnnxGraphBuilder graph, int seed)
    {
        var pooled = graph.Node("GlobalAveragePool", [Convolved(graph, seed)]);
        return graph.NamedNode("features", "Flatten", [pooled], ("axis", 1L));
    }

    /// <summary>[N, 4, 6, 6], not negative.</summary>
    private static string Convolved(OnnxGraphBuilder graph, int seed)
    {
        var kernel = graph.Constant(Values(4 * 3 * 3 * 3, seed), 4, 3, 3, 3);
        var convolved = graph.Node("Conv", ["data", kernel], ("kernel_shape", new long[] { 3, 3 }));
        return graph.Node("Relu", [convolved]);
    }

    private static float[] Values(int count, int seed)
    {
        var random = new Random(seed);
        return Enumerable.Range(0, count).Select(_ => (float)(random.NextDouble() - 0.4)).ToArray();
    }
}
