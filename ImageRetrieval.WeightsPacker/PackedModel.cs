using ImageRetrieval.Vision.OnnxFormat;

namespace ImageRetrieval.WeightsPacker;

/// <summary>
/// A model with 8-bit convolution weights: each output channel has a scale, and two nodes, Cast and Mul, convert them to float32. ONNX
/// Runtime evaluates these nodes once, when it loads the graph. The same input gives the same bytes on every machine.
/// </summary>
internal static class PackedModel
{
    /// <summary>Writes the packed model; everything except the weights is unchanged.</summary>
    /// <exception cref="InvalidDataException">The bytes are not an ONNX model.</exception>
    internal static void Write(ReadOnlySpan<byte> model, Stream destination)
    {
        var graph = OnnxGraph.Parse(model);
        var (nodes, weights) = (new ProtoWriter(), new ProtoWriter());
        var packed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var initializer in graph.Initializers)
        {
            if (WeightTensor.TryRead(Content(model, initializer.Raw)) is not { } tensor)
            {
                weights.Raw(model[initializer.Raw]);
                continue;
            }
            tensor.Append(nodes, weights);
            packed.Add(initializer.Name);
        }

        var rest = new ProtoWriter();
        // Older files repeat weights among the inputs; the output of a node cannot be an input.
        foreach (var raw in graph.Nodes.Select(node => node.Raw).Concat(graph.Inputs.Where(input => !packed.Contains(input.Name)).Concat(graph.Outputs).Concat(graph.ValueInfos).Select(named => named.Raw)).Concat(graph.OtherGraphFields))
            rest.Raw(model[raw]);
        foreach (var field in graph.ModelFields)
            destination.Write(model[field]);
        destination.Write(new ProtoWriter().Header(OnnxFields.Model.Graph, (long)nodes.Written.Length + weights.Written.Length + rest.Written.Length).Written);
        destination.Write(nodes.Written);
        destination.Write(rest.Written);
        destination.Write(weights.Written);
    }

    private static ReadOnlySpan<byte> Content(ReadOnlySpan<byte> model, Range raw)
    {
        var reader = new ProtoReader(model[raw]);
        reader.Read();
        return reader.Bytes;
    }
}
