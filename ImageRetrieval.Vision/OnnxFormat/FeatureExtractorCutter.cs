namespace ImageRetrieval.Vision.OnnxFormat;

/// <summary>
/// Removes the classifier from an ONNX model: keeps what leads to the requested tensors and makes those the outputs. Unused
/// weights are removed, which saves most of VGG16's memory.
/// </summary>
internal static class FeatureExtractorCutter
{
    /// <summary>Writes the cut model to <paramref name="destination"/>, straight from <paramref name="model"/>'s bytes.</summary>
    /// <param name="model">The file.</param>
    /// <param name="graph">Its structure.</param>
    /// <param name="taps">The new outputs.</param>
    /// <param name="destination">Receives the new file.</param>
    /// <param name="inputs">The declarations of the inputs (complete GraphProto.input fields) instead of the file's own; empty to keep those.</param>
    /// <exception cref="InvalidDataException">A required node has a subgraph, whose implicit inputs are not supported.</exception>
    internal static void Cut(ReadOnlySpan<byte> model, OnnxGraph graph, IReadOnlyList<FeatureTap> taps, Stream destination, ReadOnlySpan<byte> inputs = default)
    {
        var (nodes, tensors) = Reach(graph, taps.SelectMany(tap => tap.Needs));

        var pieces = new List<Range>(graph.OtherGraphFields);
        pieces.AddRange(nodes.Select(n => n.Raw));
        pieces.AddRange(graph.Initializers.Where(i => tensors.Contains(i.Name)).Select(i => i.Raw));
        if (inputs.IsEmpty)
            pieces.AddRange(RealInputs(graph).Where(i => tensors.Contains(i.Name)).Select(i => i.Raw));
        var appended = new ProtoWriter().Raw(inputs);
        var made = new HashSet<string>();
        foreach (var tap in taps)
        {
            tap.Append(appended, made);
            appended.Raw(OutputField(model, graph, tap));
        }

        foreach (var field in graph.ModelFields)
            destination.Write(model[field]);
        var length = appended.Written.Length + pieces.Sum(p => (long)p.End.Value - p.Start.Value);
        destination.Write(new ProtoWriter().Header(OnnxFields.Model.Graph, length).Written);
        foreach (var piece in pieces)
            destination.Write(model[piece]);
        destination.Write(appended.Written);
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

    private static (List<OnnxGraph.Node> Nodes, HashSet<string> Tensors) Reach(OnnxGraph graph, IEnumerable<string> wanted)
    {
        var producers = Producers(graph);
        var tensors = wanted.ToHashSet();
        var pending = new Stack<string>(tensors);
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

    private static ReadOnlySpan<byte> OutputField(ReadOnlySpan<byte> model, OnnxGraph graph, FeatureTap tap)
    {
        var known = tap.IsPlain ? graph.ValueInfos.Concat(graph.Outputs).FirstOrDefault(v => v.Name == tap.Tensor) : null;
        if (known is not null)
        {
            var reader = new ProtoReader(model[known.Raw]);
            reader.Read();
            return new ProtoWriter().Bytes(OnnxFields.Graph.Output, reader.Bytes).Written;
        }

        var type = new ProtoWriter().Message(OnnxFields.Type.Tensor, new ProtoWriter().Varint(OnnxFields.TensorType.ElementType, OnnxFields.Float));
        var info = new ProtoWriter().Text(OnnxFields.ValueInfo.Name, tap.Output).Message(OnnxFields.ValueInfo.Type, type);
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
