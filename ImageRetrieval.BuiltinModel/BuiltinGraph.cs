using ImageRetrieval.Vision.OnnxFormat;

namespace ImageRetrieval.BuiltinModel;

/// <summary>The built-in model: colour layout, gradient orientation and texture as one ONNX graph.</summary>
internal static class BuiltinGraph
{
    internal const int Side = 128;
    internal const int Dimension = 37 + 296 + 256 + 34 + 34;

    internal static byte[] Write()
    {
        var graph = new OnnxGraphBuilder();
        graph.Input("data", null, 3, Side, Side);
        var layers = new Layers(graph);

        var half = layers.Shrink("data", 2);
        var light = OrientationBlocks.Light(layers, "data");
        var lightHalf = layers.Shrink(light, 2);
        var lightQuarter = layers.Shrink(lightHalf, 2);

        var colours = ColourBlocks.Shares(layers, layers.Shrink(half, 2)); // 37 x 32 x 32
        var edges = OrientationBlocks.Edges(layers, lightHalf, Side / 2); // 8 x 64 x 64
        var patterns = TextureBlocks.Patterns(layers, lightHalf, Side / 2, 20);
        var patterns2 = TextureBlocks.Patterns(layers, light, Side, 20);

        layers.Finish(
            layers.Block(layers.Pool(colours, 32, 32), .35f),             // 37
            layers.Block(Fold(layers, layers.Pool(colours, 8, 8), 4), 1),  // 37*4*2=296
            layers.Block(Fold(layers, layers.Shrink(edges, 8), 8, OrientationBlocks.Mirrored()), 1.4f), // 8*8*4=256
            layers.Block(TextureBlocks.Fold(layers, layers.Pool(patterns, 64, 64)), .7f),            // 58
            layers.Block(TextureBlocks.Fold(layers, layers.Pool(patterns2, 128, 128)), 1));            // 58
        graph.Output("embedding", null, Dimension);
        return graph.Build("builtin");
    }

    /// <summary>Adds the mirror image: left and right halves become one, so that a mirrored picture has the same embedding.</summary>
    private static string Fold(Layers layers, string cells, int columns, long[]? channels = null)
    {
        var left = layers.Pick(cells, 3, [.. Enumerable.Range(0, columns / 2).Select(c => (long)c)]);
        var right = layers.Pick(cells, 3, [.. Enumerable.Range(0, columns / 2).Select(c => (long)(columns - 1 - c))]);
        return layers.Add(left, channels is null ? right : layers.Pick(right, 1, channels));
    }
}
