using System.Runtime.InteropServices;
using System.Text;
using ImageRetrieval.Vision.OnnxFormat;

namespace ImageRetrieval.WeightsPacker;

/// <summary>The float32 weights of one convolution, [output channels, input channels, rows, columns].</summary>
internal sealed class WeightTensor
{
    private const int FloatData = 4, Int8 = 3, AttributeInt = 2;

    private readonly string _name;
    private readonly List<long> _shape;
    private readonly float[] _values;

    private WeightTensor(string name, List<long> shape, float[] values) => (_name, _shape, _values) = (name, shape, values);

    /// <summary>Reads a TensorProto; null when it is not a float32 tensor with four axes.</summary>
    internal static WeightTensor? TryRead(ReadOnlySpan<byte> tensor)
    {
        var (name, type, shape) = ("", 0L, new List<long>());
        ReadOnlySpan<byte> data = default;
        var reader = new ProtoReader(tensor);
        while (reader.Read())
        {
            switch (reader.Field)
            {
                case OnnxFields.Tensor.Dims: shape.AddRange(reader.Bytes.IsEmpty ? [(long)reader.Varint] : ProtoReader.Packed(reader.Bytes)); break;
                case OnnxFields.Tensor.DataType: type = (long)reader.Varint; break;
                case OnnxFields.Tensor.Name: name = Encoding.UTF8.GetString(reader.Bytes); break;
                case FloatData or OnnxFields.Tensor.RawData: data = reader.Bytes; break;
            }
        }
        return type == OnnxFields.Float && shape.Count == 4 && data.Length == sizeof(float) * shape.Aggregate(1L, (product, axis) => product * axis)
            ? new(name, shape, MemoryMarshal.Cast<byte, float>(data).ToArray())
            : null;
    }

    /// <summary>Writes the 8-bit weights and their scales as initializers, and the nodes that multiply them, as fields of a graph.</summary>
    internal void Append(ProtoWriter nodes, ProtoWriter initializers)
    {
        var channels = (int)_shape[0];
        var (codes, scales) = (new sbyte[_values.Length], new float[channels]);
        var length = _values.Length / channels;
        for (var channel = 0; channel < channels; channel++)
            scales[channel] = Pack(_values.AsSpan(channel * length, length), codes.AsSpan(channel * length, length));

        initializers.Message(OnnxFields.Graph.Initializer, Tensor(_name + "_codes", Int8, _shape, MemoryMarshal.AsBytes(codes.AsSpan())));
        initializers.Message(OnnxFields.Graph.Initializer, Tensor(_name + "_scales", OnnxFields.Float, [channels, 1, 1, 1], MemoryMarshal.AsBytes(scales.AsSpan())));
        var toFloat = new ProtoWriter().Text(OnnxFields.Attribute.Name, "to").Varint(OnnxFields.Attribute.I, OnnxFields.Float).Varint(OnnxFields.Attribute.Type, AttributeInt);
        nodes.Message(OnnxFields.Graph.Node, Node("Cast", _name + "_floats", _name + "_codes").Message(OnnxFields.Node.Attribute, toFloat));
        nodes.Message(OnnxFields.Graph.Node, Node("Mul", _name, _name + "_floats", _name + "_scales"));
    }

    /// <summary>Symmetric: the largest weight of the channel becomes 127 or -127.</summary>
    /// <returns>The scale: a weight is its code times the scale.</returns>
    private static float Pack(ReadOnlySpan<float> weights, Span<sbyte> codes)
    {
        var largest = 0f;
        foreach (var weight in weights)
            largest = Math.Max(largest, Math.Abs(weight));
        var scale = largest == 0 ? 1 : largest / sbyte.MaxValue;
        for (var i = 0; i < weights.Length; i++)
            codes[i] = (sbyte)Math.Clamp(MathF.Round(weights[i] / scale), -sbyte.MaxValue, sbyte.MaxValue);
        return scale;
    }

    private static ProtoWriter Tensor(string name, int type, List<long> shape, ReadOnlySpan<byte> data)
    {
        var tensor = new ProtoWriter();
        foreach (var axis in shape)
            tensor.Varint(OnnxFields.Tensor.Dims, axis);
        return tensor.Varint(OnnxFields.Tensor.DataType, type).Text(OnnxFields.Tensor.Name, name).Bytes(OnnxFields.Tensor.RawData, data);
    }

    private static ProtoWriter Node(string operation, string output, params string[] inputs)
    {
        var node = new ProtoWriter();
        foreach (var input in inputs)
            node.Text(OnnxFields.Node.Input, input);
        return node.Text(OnnxFields.Node.Output, output).Text(OnnxFields.Node.Name, output).Text(OnnxFields.Node.OpType, operation);
    }
}
