using ImageRetrieval.Vision.Models;

namespace ImageRetrieval.Vision.OnnxFormat;

/// <summary>Where a graph is cut, and the nodes that are appended to get one float32 tensor.</summary>
/// <param name="Tensor">The tensor of the graph.</param>
/// <param name="Scale">Its scale when it is quantised, otherwise null.</param>
/// <param name="ZeroPoint">Its zero point when it is quantised, otherwise null.</param>
/// <param name="Pooling">How it is pooled.</param>
internal sealed record FeatureTap(string Tensor, string? Scale = null, string? ZeroPoint = null, Pooling Pooling = Pooling.None)
{
    /// <summary>Whether the graph's own tensor is the output, with nothing appended.</summary>
    internal bool IsPlain => Scale is null && Pooling == Pooling.None;

    /// <summary>The name of the output. It describes all appended operations, so that the embedding space can be derived from it.</summary>
    internal string Output => Pooling == Pooling.None ? Number : $"{Number}:{Pooling.ToString().ToLowerInvariant()}";

    /// <summary>The tensors that the cut must reach.</summary>
    internal IEnumerable<string> Needs => Scale is null ? [Tensor] : [Tensor, Scale, ZeroPoint!];

    private string Number => Scale is null ? Tensor : $"{Tensor}:float";

    /// <summary>Appends the nodes behind the tensor, as fields of the graph.</summary>
    /// <param name="graph">What they are written to.</param>
    /// <param name="made">Tensors that another tap appended; what is made here is added.</param>
    internal void Append(ProtoWriter graph, HashSet<string> made)
    {
        if (Scale is not null && made.Add(Number))
            Node(graph, "DequantizeLinear", [Tensor, Scale, ZeroPoint!], Number);
        if (Pooling == Pooling.Average)
        {
            Node(graph, "GlobalAveragePool", [Number], $"{Output}:cells");
            Node(graph, "Flatten", [$"{Output}:cells"], Output);
        }
        if (Pooling == Pooling.Token0)
        {
            var zero = $"{Output}:index";
            graph.Message(OnnxFields.Graph.Initializer, new ProtoWriter()
                .Varint(OnnxFields.Tensor.DataType, OnnxFields.Int64)
                .Text(OnnxFields.Tensor.Name, zero)
                .Bytes(OnnxFields.Tensor.RawData, new byte[sizeof(long)]));
            const int attributeInt = 2;
            var axis = new ProtoWriter().Text(OnnxFields.Attribute.Name, "axis").Varint(OnnxFields.Attribute.I, 1).Varint(OnnxFields.Attribute.Type, attributeInt);
            Node(graph, "Gather", [Number, zero], Output, axis);
        }
    }

    private static void Node(ProtoWriter graph, string opType, string[] inputs, string output, ProtoWriter? attribute = null)
    {
        var node = new ProtoWriter();
        foreach (var input in inputs)
            node.Text(OnnxFields.Node.Input, input);
        node.Text(OnnxFields.Node.Output, output).Text(OnnxFields.Node.Name, output).Text(OnnxFields.Node.OpType, opType);
        if (attribute is not null)
            node.Message(OnnxFields.Node.Attribute, attribute);
        graph.Message(OnnxFields.Graph.Node, node);
    }
}
