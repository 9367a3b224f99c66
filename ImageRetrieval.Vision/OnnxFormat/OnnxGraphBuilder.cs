using System.Runtime.InteropServices;

namespace ImageRetrieval.Vision.OnnxFormat;

/// <summary>Writes an ONNX graph node by node. Every method returns the name of the tensor that it creates.</summary>
internal sealed class OnnxGraphBuilder
{
    private const int IrVersion = 8;
    private const int OpsetVersion = 13;
    private const int AttributeFloat = 1, AttributeInt = 2, AttributeInts = 7;

    private readonly ProtoWriter _nodes = new();
    private readonly ProtoWriter _initializers = new();
    private readonly ProtoWriter _inputs = new();
    private readonly ProtoWriter _outputs = new();
    private int _count;

    /// <summary>A float32 input; null dimensions are free and called N.</summary>
    internal string Input(string name, params long?[] shape)
    {
        _inputs.Bytes(OnnxFields.Graph.Input, ValueInfo(name, shape));
        return name;
    }

    /// <summary>Only the declaration of a float32 input, as a field of the graph.</summary>
    internal static ReadOnlySpan<byte> InputField(string name, params long?[] shape) => new ProtoWriter().Bytes(OnnxFields.Graph.Input, ValueInfo(name, shape)).Written;

    /// <summary>Makes <paramref name="tensor"/> an output of the graph under its own name.</summary>
    internal void Output(string tensor, params long?[] shape) =>
        _outputs.Bytes(OnnxFields.Graph.Output, ValueInfo(tensor, shape));

    internal string Constant(ReadOnlySpan<float> values, params long[] shape) =>
        Initializer(OnnxFields.Float, MemoryMarshal.AsBytes(values), shape);

    internal string Constant(ReadOnlySpan<long> values) =>
        Initializer(OnnxFields.Int64, MemoryMarshal.AsBytes(values), [values.Length]);

    /// <summary>Adds a node; an attribute's value is a <see cref="float"/>, <see cref="long"/> or <c>long[]</c>.</summary>
    internal string Node(string opType, string[] inputs, params (string Name, object Value)[] attributes) =>
        NamedNode($"{opType.ToLowerInvariant()}_{_count++}", opType, inputs, attributes);

    /// <summary>Like <see cref="Node"/>, with a name for the created tensor.</summary>
    internal string NamedNode(string output, string opType, string[] inputs, params (string Name, object Value)[] attributes)
    {
        var node = new ProtoWriter();
        foreach (var input in inputs)
            node.Text(OnnxFields.Node.Input, input);
        node.Text(OnnxFields.Node.Output, output).Text(OnnxFields.Node.Name, output).Text(OnnxFields.Node.OpType, opType);
        foreach (var (name, value) in attributes)
            node.Message(OnnxFields.Node.Attribute, Attribute(name, value));
        _nodes.Message(OnnxFields.Graph.Node, node);
        return output;
    }

    /// <summary>The finished file.</summary>
    internal byte[] Build(string graphName)
    {
        var graph = new ProtoWriter()
            .Raw(_nodes.Written)
            .Text(OnnxFields.Graph.Name, graphName)
            .Raw(_initializers.Written)
            .Raw(_inputs.Written)
            .Raw(_outputs.Written);
        return new ProtoWriter()
            .Varint(OnnxFields.Model.IrVersion, IrVersion)
            .Text(OnnxFields.Model.ProducerName, "ImageRetrieval")
            .Message(OnnxFields.Model.Graph, graph)
            .Message(OnnxFields.Model.OpsetImport, new ProtoWriter().Text(OnnxFields.Opset.Domain, "").Varint(OnnxFields.Opset.Version, OpsetVersion))
            .Written.ToArray();
    }

    private string Initializer(int dataType, ReadOnlySpan<byte> littleEndian, long[] shape)
    {
        var name = $"constant_{_count++}";
        var tensor = new ProtoWriter();
        foreach (var dimension in shape)
            tensor.Varint(OnnxFields.Tensor.Dims, dimension);
        tensor.Varint(OnnxFields.Tensor.DataType, dataType).Text(OnnxFields.Tensor.Name, name).Bytes(OnnxFields.Tensor.RawData, littleEndian);
        _initializers.Message(OnnxFields.Graph.Initializer, tensor);
        return name;
    }

    private static ProtoWriter Attribute(string name, object value)
    {
        var attribute = new ProtoWriter().Text(OnnxFields.Attribute.Name, name);
        switch (value)
        {
            case float f:
                return attribute.Float(OnnxFields.Attribute.F, f).Varint(OnnxFields.Attribute.Type, AttributeFloat);
            case long i:
                return attribute.Varint(OnnxFields.Attribute.I, i).Varint(OnnxFields.Attribute.Type, AttributeInt);
            case long[] ints:
                foreach (var i in ints)
                    attribute.Varint(OnnxFields.Attribute.Ints, i);
                return attribute.Varint(OnnxFields.Attribute.Type, AttributeInts);
            default:
                throw new ArgumentException($"Attribute '{name}' is a {value.GetType().Name}; float, long and long[] are known.", nameof(value));
        }
    }

    private static ReadOnlySpan<byte> ValueInfo(string name, long?[] shape)
    {
        var dimensions = new ProtoWriter();
        foreach (var dimension in shape)
        {
            dimensions.Message(OnnxFields.Shape.Dimension, dimension is { } value
                ? new ProtoWriter().Varint(OnnxFields.Dimension.Value, value)
                : new ProtoWriter().Text(OnnxFields.Dimension.Parameter, "N"));
        }
        var tensor = new ProtoWriter().Varint(OnnxFields.TensorType.ElementType, OnnxFields.Float).Message(OnnxFields.TensorType.Shape, dimensions);
        return new ProtoWriter()
            .Text(OnnxFields.ValueInfo.Name, name)
            .Message(OnnxFields.ValueInfo.Type, new ProtoWriter().Message(OnnxFields.Type.Tensor, tensor))
            .Written;
    }
}
