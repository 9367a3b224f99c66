namespace ImageRetrieval.Vision.OnnxFormat;

/// <summary>
/// Finds a model's features by the structure of its last layers, because every exporter names tensors differently: walks back
/// from the output, and remembers the scale of a quantised tensor on the way.
/// </summary>
internal static class FeatureFinder
{
    /// <summary>Means "the input of the last fully connected layer".</summary>
    internal const string Auto = "auto";

    /// <summary>Means "the last feature map before it is flattened or averaged".</summary>
    internal const string AutoMap = "auto:map";

    private static readonly HashSet<string> s_products = ["Gemm", "MatMul", "QLinearMatMul", "MatMulInteger", "QGemm"];

    // Operators that turn a map into a vector: before the first of these, the tensor is [N, C, H, W].
    private static readonly HashSet<string> s_collapses =
        ["Flatten", "Reshape", "Squeeze", "GlobalAveragePool", "QLinearGlobalAveragePool", "GlobalMaxPool", "ReduceMean"];

    // Operators that may follow the classifier's matrix product without changing which tensor is its input.
    private static readonly HashSet<string> s_transparent =
        ["Softmax", "LogSoftmax", "Add", "QLinearAdd", "Mul", "Identity", "Flatten", "Reshape", "Squeeze", "Cast", "QuantizeLinear", "DequantizeLinear", "Dropout"];

    // Further operators between the fully connected layers of older networks.
    private static readonly HashSet<string> s_betweenLayers = ["Relu", "DynamicQuantizeLinear"];

    /// <summary>The position in this graph that <paramref name="wanted"/> refers to.</summary>
    /// <exception cref="InvalidDataException">There is no such tensor, no classifier, or no map.</exception>
    internal static FeatureTap Find(OnnxGraph graph, string wanted) => wanted switch
    {
        Auto => FindClassifierInput(graph),
        AutoMap => FindMap(graph),
        _ => graph.Nodes.Any(n => n.Outputs.Contains(wanted)) || graph.Outputs.Any(o => o.Name == wanted)
            ? new FeatureTap(wanted)
            : throw new InvalidDataException($"The model has no tensor '{wanted}': its outputs are {string.Join(", ", graph.Outputs.Select(o => o.Name))}; name one of them or an inner tensor in featureTensor."),
    };

    private static FeatureTap FindClassifierInput(OnnxGraph graph)
    {
        var walk = new Walk(graph);
        while (walk.Node is { } node)
        {
            if (!s_products.Contains(node.OpType) && !s_transparent.Contains(node.OpType))
                break;
            walk.Back();
            if (!s_products.Contains(node.OpType))
                continue;
            if (walk.Node?.OpType == "DynamicQuantizeLinear")
                walk.Back();
            return walk.Here;
        }
        throw new InvalidDataException("The model does not end in a fully connected classifier, so featureTensor 'auto' finds nothing to cut off: name the tensor in featureTensor.");
    }

    private static FeatureTap FindMap(OnnxGraph graph)
    {
        FeatureTap? map = null;
        var walk = new Walk(graph);
        while (walk.Node is { } node)
        {
            var collapses = s_collapses.Contains(node.OpType);
            if (!collapses && !s_products.Contains(node.OpType) && !s_transparent.Contains(node.OpType) && !s_betweenLayers.Contains(node.OpType))
                break;
            if (walk.IsJunction)
                break; // two branches join: still inside the network's body
            walk.Back();
            if (collapses)
                map = walk.Here;
        }
        return map ?? throw new InvalidDataException("The model does not end in a map that is flattened or averaged, so 'auto:map' finds none: name the tensor.");
    }

    /// <summary>A position in the graph that moves from an output to its data input.</summary>
    private sealed class Walk
    {
        private readonly Dictionary<string, OnnxGraph.Node> _producers = [];
        private readonly HashSet<string> _constants;

        internal Walk(OnnxGraph graph)
        {
            foreach (var node in graph.Nodes)
            {
                foreach (var output in node.Outputs)
                    _producers.TryAdd(output, node);
            }
            _constants = graph.Initializers.Select(i => i.Name).ToHashSet();
            // Weights may also be produced by nodes: constants, and values computed only from constants.
            foreach (var node in graph.Nodes.Where(node => node.Inputs.All(input => input.Length == 0 || _constants.Contains(input))))
                _constants.UnionWith(node.Outputs);
            Here = new FeatureTap(graph.Outputs.Count > 0 ? graph.Outputs[0].Name : "");
        }

        internal FeatureTap Here { get; private set; }

        internal OnnxGraph.Node? Node => _producers.GetValueOrDefault(Here.Tensor);

        /// <summary>Whether two computed tensors meet here; a bias is a constant.</summary>
        internal bool IsJunction => Node!.OpType is "Add" or "QLinearAdd" or "Mul" && Data(Node).Count() > 1;

        internal void Back()
        {
            var node = Node!;
            var from = Data(node).FirstOrDefault("");
            Here = node.OpType switch
            {
                // All of these are (data, scale, zero point, ...).
                "DequantizeLinear" or "QLinearMatMul" or "QGemm" or "QLinearAdd" or "QLinearGlobalAveragePool" when node.Inputs.Length > 2 =>
                    new FeatureTap(from, node.Inputs[1], node.Inputs[2]),
                "Flatten" or "Reshape" or "Squeeze" or "Identity" or "Dropout" or "Relu" => Here with { Tensor = from },
                _ => new FeatureTap(from),
            };
        }

        private IEnumerable<string> Data(OnnxGraph.Node node) => node.Inputs.Where(input => input.Length > 0 && !_constants.Contains(input));
    }
}
