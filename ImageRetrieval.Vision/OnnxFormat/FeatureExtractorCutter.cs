namespace ImageRetrieval.Vision.OnnxFormat;

/// <summary>
/// Cuts the classifier off an ONNX model: keeps what leads to one inner tensor and makes that tensor the output.
/// Weights that nothing needs any more are left out, which saves most of VGG16's memory.
/// </summary>
internal static class FeatureExtractorCutter
{
    /// <summary>The name that stands for "what the last fully connected layer reads".</summary>
    internal const string Auto = "auto";

    // What may stand between the classifier's matrix product and the graph's output without changing which tensor is its input.
    private static readonly HashSet<string> s_transparent =
        ["Softmax", "LogSoftmax", "Add", "Identity", "Flatten", "Reshape", "Squeeze", "Cast", "QuantizeLinear", "DequantizeLinear", "Dropout"];

    private static readonly HashSet<string> s_products = ["Gemm", "MatMul", "QLinearMatMul", "MatMulInteger", "QGemm"];

    /// <summary>The tensor that <paramref name="tensor"/> means in this graph.</summary>
    /// <exception cref="InvalidDataException">There is no such tensor, or no classifier to cut off.</exception>
    internal static string Find(OnnxGraph graph, string tensor)
    {
        if (tensor != Auto)
        {
            return graph.Nodes.Any(n => n.Outputs.Contains(tensor)) || graph.Outputs.Any(o => o.Name == tensor)
                ? tensor
                : throw new InvalidDataException($"The model has no tensor '{tensor}': its outputs are {string.Join(", ", graph.Outputs.Select(o => o.Name))}; name one of them or an inner tensor in featureTensor.");
        }

        var producers = Producers(graph);
        var initializers = graph.Initializers.Select(i => i.Name).ToHashSet();
        var current = graph.Outputs.Count > 0 ? graph.Outputs[0].Name : "";
        while (producers.TryGetValue(current, out var node))
        {
            var data = Array.Find(node.Inputs, input => input.Length > 0 && !initializers.Contains(input)) ?? "";
            if (s_products.Contains(node.OpType))
                return data;
            if (!s_transparent.Contains(node.OpType))
                break;
            current = data;
        }
        throw new InvalidDataException("The model does not end in a fully connected classifier, so featureTensor 'auto' finds nothing to cut off: name the tensor in featureTensor.");
    }

    /// <summary>Writes the cut model to <paramref name="destination"/>, straight from <paramref name="model"/>'s bytes.</summary>
    /// <exception cref="InvalidDataException">A node on the way has a subgraph, whose hidden inputs are not followed.</exception>
    internal static void Cut(ReadOnlySpan<byte> model, OnnxGraph graph, string tensor, Stream destination)
    {
        var (nodes, tensors) = Reach(graph, tensor);

        var pieces = new List<Range>(graph.OtherGraphFields);
        pieces.AddRange(nodes.Select(n => n.Raw));
        pieces.AddRange(graph.Initializers.Where(i => tensors.Contains(i.Name)).Select(i => i.Raw));
        pieces.AddRange(RealInputs(graph).Where(i => tensors.Contains(i.Name)).Select(i => i.Raw));
        var output = OutputField(model, graph, tensor);

        foreach (var field in graph.ModelFields)
            destination.Write(model[field]);
        var length = output.Length + pieces.Sum(p => (long)p.End.Value - p.Start.Value);
        destination.Write(new ProtoWriter().Header(OnnxFields.Model.Graph, length).Written);
        foreach (var piece in pieces)
            destination.Write(model[piece]);
        destination.Write(output);
    }

    /// <summary>
    /// The inputs without the weights that older files repeat among them. A weight that is an input could be replaced at
    /// each run, so ONNX Runtime would not fold it into the operators around it.
    /// </summary>
    private static IEnumerable<OnnxGraph.Named> RealInputs(OnnxGraph graph)
    {
        const int initializersAloneAllowed = 4;
        if (graph.IrVersion < initializersAloneAllowed)
            return graph.Inputs;
        var initializers = graph.Initializers.Select(i => i.Name).ToHashSet();
        return graph.Inputs.Where(input => !initializers.Contains(input.Name));
    }

    private static (List<OnnxGraph.Node> Nodes, HashSet<string> Tensors) Reach(OnnxGraph graph, string tensor)
    {
        var producers = Producers(graph);
        var tensors = new HashSet<string> { tensor };
        var pending = new Stack<string>([tensor]);
        var reached = new HashSet<OnnxGraph.Node>(ReferenceEqualityComparer.Instance);
        while (pending.TryPop(out var name))
        {
            if (!producers.TryGetValue(name, out var node) || !reached.Add(node))
                continue;
            if (node.HasSubgraph)
                throw new InvalidDataException($"The model's {node.OpType} node holds a subgraph, which cannot be cut: choose a model whose output is the feature tensor.");
            foreach (var input in node.Inputs.Where(tensors.Add))
                pending.Push(input);
        }
        // The file's own order is a topological order; keeping it keeps the cut valid.
        return (graph.Nodes.Where(reached.Contains).ToList(), tensors);
    }

    private static ReadOnlySpan<byte> OutputField(ReadOnlySpan<byte> model, OnnxGraph graph, string tensor)
    {
        var known = graph.ValueInfos.Concat(graph.Outputs).FirstOrDefault(v => v.Name == tensor);
        if (known is not null)
        {
            var reader = new ProtoReader(model[known.Raw]);
            reader.Read();
            return new ProtoWriter().Bytes(OnnxFields.Graph.Output, reader.Bytes).Written;
        }

        var type = new ProtoWriter().Message(OnnxFields.Type.Tensor, new ProtoWriter().Varint(OnnxFields.TensorType.ElementType, OnnxFields.Float));
        var info = new ProtoWriter().Text(OnnxFields.ValueInfo.Name, tensor).Message(OnnxFields.ValueInfo.Type, type);
        return new ProtoWriter().Message(OnnxFields.Graph.Output, info).Written;
    }

    private static Dictionary<string, OnnxGraph.Node> Producers(OnnxGraph graph)
    {
        var producers = new Dictionary<string, OnnxGraph.Node>();
        foreach (var node in graph.Nodes)
        {
            foreach (var output in node.Outputs)
                producers.TryAdd(output, node);
        }
        return producers;
    }
}
