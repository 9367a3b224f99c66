using System.Text;

namespace ImageRetrieval.Vision.OnnxFormat;

/// <summary>The structure of an ONNX file: which node produces which tensor. Weights stay in the file; only their positions are stored.</summary>
internal sealed class OnnxGraph
{
    private OnnxGraph()
    {
    }

    internal sealed record Node(string OpType, string[] Inputs, string[] Outputs, bool HasSubgraph, Range Raw);

    internal sealed record Named(string Name, Range Raw);

    /// <summary>Version of the format; from 4 on, an initializer need not be repeated among the inputs.</summary>
    internal long IrVersion { get; private set; }

    /// <summary>The model's fields besides the graph.</summary>
    internal List<Range> ModelFields { get; } = [];

    /// <summary>The graph's fields besides nodes, initializers, inputs, outputs and value infos.</summary>
    internal List<Range> OtherGraphFields { get; } = [];

    internal List<Node> Nodes { get; } = [];
    internal List<Named> Initializers { get; } = [];
    internal List<Named> Inputs { get; } = [];
    internal List<Named> Outputs { get; } = [];
    internal List<Named> ValueInfos { get; } = [];

    /// <exception cref="InvalidDataException">The bytes are not an ONNX model, or it has no graph.</exception>
    internal static OnnxGraph Parse(ReadOnlySpan<byte> model)
    {
        var graph = new OnnxGraph();
        var found = false;
        var reader = new ProtoReader(model);
        while (reader.Read())
        {
            if (reader.Field == OnnxFields.Model.Graph)
            {
                graph.ParseGraph(reader.Bytes, reader.BytesStart);
                found = true;
            }
            else
            {
                if (reader.Field == OnnxFields.Model.IrVersion)
                    graph.IrVersion = (long)reader.Varint;
                graph.ModelFields.Add(reader.Raw);
            }
        }
        return found ? graph : throw new InvalidDataException("The file is not an ONNX model: it has no graph.");
    }

    private void ParseGraph(ReadOnlySpan<byte> bytes, int start)
    {
        var reader = new ProtoReader(bytes);
        while (reader.Read())
        {
            var raw = new Range(reader.Raw.Start.Value + start, reader.Raw.End.Value + start);
            switch (reader.Field)
            {
                case OnnxFields.Graph.Node: Nodes.Add(ParseNode(reader.Bytes, raw)); break;
                case OnnxFields.Graph.Initializer: Initializers.Add(new(NameOf(reader.Bytes, OnnxFields.Tensor.Name), raw)); break;
                case OnnxFields.Graph.Input: Inputs.Add(new(NameOf(reader.Bytes, OnnxFields.ValueInfo.Name), raw)); break;
                case OnnxFields.Graph.Output: Outputs.Add(new(NameOf(reader.Bytes, OnnxFields.ValueInfo.Name), raw)); break;
                case OnnxFields.Graph.ValueInfo: ValueInfos.Add(new(NameOf(reader.Bytes, OnnxFields.ValueInfo.Name), raw)); break;
                default: OtherGraphFields.Add(raw); break;
            }
        }
    }

    private static Node ParseNode(ReadOnlySpan<byte> bytes, Range raw)
    {
        List<string> inputs = [], outputs = [];
        var opType = "";
        var subgraph = false;
        var reader = new ProtoReader(bytes);
        while (reader.Read())
        {
            switch (reader.Field)
            {
                case OnnxFields.Node.Input: inputs.Add(Encoding.UTF8.GetString(reader.Bytes)); break;
                case OnnxFields.Node.Output: outputs.Add(Encoding.UTF8.GetString(reader.Bytes)); break;
                case OnnxFields.Node.OpType: opType = Encoding.UTF8.GetString(reader.Bytes); break;
                case OnnxFields.Node.Attribute: subgraph |= HasSubgraph(reader.Bytes); break;
            }
        }
        return new Node(opType, [.. inputs], [.. outputs], subgraph, raw);
    }

    private static bool HasSubgraph(ReadOnlySpan<byte> attribute)
    {
        var reader = new ProtoReader(attribute);
        while (reader.Read())
        {
            if (reader.Field is OnnxFields.Attribute.G or OnnxFields.Attribute.Graphs)
                return true;
        }
        return false;
    }

    private static string NameOf(ReadOnlySpan<byte> bytes, int field)
    {
        var reader = new ProtoReader(bytes);
        while (reader.Read())
        {
            if (reader.Field == field)
                return Encoding.UTF8.GetString(reader.Bytes);
        }
        return "";
    }
}
