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
        var kernel = graph.Constant(Values(4 * 3 * 3 * 3, seed), 4, 3, 3, 3);
        var convolved = graph.Node("Conv", ["data", kernel], ("kernel_shape", new long[] { 3, 3 }));
        var positive = graph.Node("Relu", [convolved]);
        var pooled = graph.Node("GlobalAveragePool", [positive]);
        return graph.NamedNode("features", "Flatten", [pooled], ("axis", 1L));
    }

    private static float[] Values(int count, int seed)
    {
        var random = new Random(seed);
        return Enumerable.Range(0, count).Select(_ => (float)(random.NextDouble() - 0.4)).ToArray();
    }
}
