using System.Text;

namespace ImageRetrieval.Vision.OnnxFormat;

/// <summary>A pooling or convolution of a graph: how large the window is that it moves over its map (ONNX operators AveragePool, Conv, LpPool, MaxPool).</summary>
/// <param name="OpType">The operator.</param>
/// <param name="Map">The tensor over which it moves, [N, C, H, W].</param>
/// <param name="Height">Rows that the window spans, dilation included.</param>
/// <param name="Width">Columns that it spans.</param>
/// <param name="PaddedRows">Rows that are added to the map.</param>
/// <param name="PaddedColumns">Columns that are added to the map.</param>
internal sealed record SlidingWindow(string OpType, string Map, long Height, long Width, long PaddedRows, long PaddedColumns)
{
    private static readonly string[] s_operators = ["AveragePool", "Conv", "LpPool", "MaxPool"];

    internal bool FitsOn(long rows, long columns) => Height <= rows + PaddedRows && Width <= columns + PaddedColumns;

    /// <summary>The windows of a graph over maps of two axes whose size the nodes themselves say.</summary>
    internal static IReadOnlyList<SlidingWindow> Of(ReadOnlySpan<byte> model, OnnxGraph graph)
    {
        List<SlidingWindow> windows = [];
        foreach (var node in graph.Nodes)
        {
            if (s_operators.Contains(node.OpType) && node.Inputs.Length > 0 && Read(model[node.Raw], node) is { } window)
                windows.Add(window);
        }
        return windows;
    }

    private static SlidingWindow? Read(ReadOnlySpan<byte> field, OnnxGraph.Node node)
    {
        List<long> kernel = [], pads = [], dilations = [];
        var automatic = "";
        var outer = new ProtoReader(field);
        outer.Read();
        var reader = new ProtoReader(outer.Bytes);
        while (reader.Read())
        {
            if (reader.Field != OnnxFields.Node.Attribute)
                continue;
            switch (Name(reader.Bytes))
            {
                case "kernel_shape": kernel = Integers(reader.Bytes); break;
                case "pads": pads = Integers(reader.Bytes); break;
                case "dilations": dilations = Integers(reader.Bytes); break;
                case "auto_pad": automatic = Text(reader.Bytes); break;
            }
        }
        // SAME_UPPER and SAME_LOWER add as many rows as the window needs.
        if (kernel.Count != 2 || automatic.StartsWith("SAME", StringComparison.Ordinal))
            return null;
        long Span(int axis) => ((kernel[axis] - 1) * (dilations.Count == 2 ? dilations[axis] : 1)) + 1;
        return new(node.OpType, node.Inputs[0], Span(0), Span(1), pads.Count == 4 ? pads[0] + pads[2] : 0, pads.Count == 4 ? pads[1] + pads[3] : 0);
    }

    private static string Name(ReadOnlySpan<byte> attribute) => TextOf(attribute, OnnxFields.Attribute.Name);

    private static string Text(ReadOnlySpan<byte> attribute) => TextOf(attribute, OnnxFields.Attribute.S);

    private static string TextOf(ReadOnlySpan<byte> attribute, int field)
    {
        var reader = new ProtoReader(attribute);
        while (reader.Read())
        {
            if (reader.Field == field)
                return Encoding.UTF8.GetString(reader.Bytes);
        }
        return "";
    }

    // Writers may pack repeated numbers into one field, or write a field for each.
    private static List<long> Integers(ReadOnlySpan<byte> attribute)
    {
        List<long> values = [];
        var reader = new ProtoReader(attribute);
        while (reader.Read())
        {
            if (reader.Field != OnnxFields.Attribute.Ints)
                continue;
            if (reader.Bytes.IsEmpty)
                values.Add((long)reader.Varint);
            else
                values.AddRange(ProtoReader.Packed(reader.Bytes));
        }
        return values;
    }
}
