using ImageRetrieval.Vision.OnnxFormat;

namespace ImageRetrieval.BuiltinModel;

/// <summary>
/// The built-in model: colour layout, gradient orientation and texture as one ONNX graph. Nothing in it is learned;
/// filters and palette are designed by hand. The weights of the five blocks were chosen from a coarse grid (.5, .7, 1, 1.4, 2)
/// on two photo sets, benchmarks/results/quality.md.
/// </summary>
internal static class BuiltinGraph
{
    /// <summary>Pixels of the square input, red, green and blue in 0..1.</summary>
    internal const int Side = 128;

    private const int ColourGrid = 4, EdgeGrid = 8, ArrangementGrid = 4, TextureGrid = 2;

    // Below this a block is flat (a picture of one colour): it fades to zero instead of amplifying noise.
    private const float Flat = 1e-4f;

    /// <summary>Components of an embedding.</summary>
    internal static int Dimension =>
        2 * Folded(Colours.Count, ColourGrid)
        + Folded(Edges.Directions, EdgeGrid)
        + Folded(Edges.Directions * Edges.Turns, ArrangementGrid)
        + Folded(Texture.Count, TextureGrid);

    /// <summary>The file's bytes, the same every time.</summary>
    internal static byte[] Write()
    {
        var graph = new OnnxGraphBuilder();
        var layers = new Layers(graph);
        var image = layers.Shrink(graph.Input("data", null, 3, Side, Side), 2);
        var light = layers.Mix(image, [.299f, .587f, .114f], [0]);

        var colours = layers.Fold(Cells(layers, Colours.Shares(layers, layers.Shrink(image, 2)), Side / 4, ColourGrid), ColourGrid);
        var edges = Edges.Find(layers, light, Side / 2);
        var directions = layers.Fold(Cells(layers, edges, Side / 2, EdgeGrid), EdgeGrid, Edges.Mirrored);
        var arranged = Edges.Arrange(layers, layers.Shrink(edges, 4), Side / 8);
        var arrangement = layers.Fold(Cells(layers, arranged, Side / 8, ArrangementGrid), ArrangementGrid, Edges.ArrangedMirrored);
        var patterns = layers.Fold(Cells(layers, Texture.Shares(layers, light, Side / 2), Side / 2, TextureGrid), TextureGrid, Texture.Mirrored);

        layers.Finish(
            Dimension,
            Block(layers, layers.Root(colours.Sum), .5f),
            Block(layers, layers.Root(colours.Difference), 1),
            Block(layers, directions.Sum, 1.4f),
            Block(layers, layers.Root(arrangement.Sum), 1.4f),
            Block(layers, layers.Root(patterns.Sum), 1));
        return graph.Build("builtin");
    }

    private static int Folded(int channels, int grid) => channels * grid * grid / 2;

    private static string Cells(Layers layers, string tensor, int side, int grid) => layers.Shrink(tensor, side / grid);

    /// <summary>
    /// A block of the embedding, of length <paramref name="weight"/>. Its mean is subtracted: shares are positive, and what all
    /// pictures have in common would make them all similar.
    /// </summary>
    private static string Block(Layers layers, string grid, float weight)
    {
        var rows = layers.Flatten(grid);
        var centred = layers.Subtract(rows, layers.MeanOfRow(rows));
        return layers.Multiply(layers.Divide(centred, layers.Add(layers.LengthOfRow(centred), Flat)), weight);
    }
}
