using ImageRetrieval.Vision.Models;
using ImageRetrieval.Vision.OnnxFormat;
using ImageRetrieval.Vision.OnnxRuntime;
using Microsoft.ML.OnnxRuntime;

namespace ImageRetrieval.Vision.Embedding;

/// <summary>
/// Rejects a graph in which a pooling or convolution window is larger than its map, which happens when a network is given smaller
/// images than it was made for. ONNX Runtime then divides by zero, which kills the process (SIGFPE), or returns an empty tensor as if
/// it had succeeded. ONNX Runtime infers the sizes of the maps when it opens the graph; nothing is run.
/// </summary>
internal static class WindowCheck
{
    /// <summary>Checks a model of a user's list once; a success is recorded beside its other files.</summary>
    /// <exception cref="ModelException">A window does not fit; the message names it, and both sizes.</exception>
    internal static void Once(ReadOnlySpan<byte> model, OnnxGraph graph, ModelEntry entry, ModelFile weights, DerivedFiles derived)
    {
        if (entry.ListFolder is null)
            return; // the models of the built-in list were checked before they came into it
        var mark = $"{entry.Name}.{weights.Sha256[..12]}-{entry.Preprocessing.Crop}.checked";
        if (derived.Find(mark).Any())
            return;
        Run(model, graph, entry);
        if (derived.PlaceFor(mark) is { } place)
            File.WriteAllBytes(place, []);
    }

    private static void Run(ReadOnlySpan<byte> model, OnnxGraph graph, ModelEntry entry)
    {
        var windows = SlidingWindow.Of(model, graph);
        var inputs = graph.Inputs.Where(input => graph.Initializers.All(weight => weight.Name != input.Name)).ToList();
        if (windows.Count == 0 || inputs.Count != 1)
            return; // a graph without exactly one image input is rejected by its shape
        var side = entry.Preprocessing.Crop;
        var maps = windows.Select(window => window.Map).Where(map => map != inputs[0].Name).Distinct().ToList();
        var sizes = Sizes(model, graph, maps, inputs[0].Name, side);
        sizes[inputs[0].Name] = (side, side);
        foreach (var window in windows)
        {
            if (sizes.TryGetValue(window.Map, out var size) && !window.FitsOn(size.Rows, size.Columns))
            {
                throw new ModelException(ModelError.InvalidModel,
                    $"Model '{entry.Name}' cannot read images of {side}x{side} pixels (preprocessing.crop): its {window.OpType} over '{window.Map}' has a window of " +
                    $"{window.Height}x{window.Width}, and the map has {size.Rows}x{size.Columns} with {window.PaddedRows} and {window.PaddedColumns} added: use the crop that the model was made for.");
            }
        }
    }

    // Maps whose size ONNX Runtime does not know before a run are left out.
    private static Dictionary<string, (long Rows, long Columns)> Sizes(ReadOnlySpan<byte> model, OnnxGraph graph, List<string> maps, string input, int side)
    {
        var sizes = new Dictionary<string, (long, long)>(StringComparer.Ordinal);
        if (maps.Count == 0)
            return sizes;
        using var probe = new MemoryStream();
        var declared = OnnxGraphBuilder.InputField(input, 1, 3, side, side);
        FeatureExtractorCutter.Cut(model, graph, [.. maps.Select(map => new FeatureTap(map))], probe, declared);
        using var options = OrtRuntime.NewOptions(threads: 1);
        options.GraphOptimizationLevel = GraphOptimizationLevel.ORT_DISABLE_ALL; // constants are not computed
        try
        {
            using var session = new InferenceSession(probe.ToArray(), options);
            foreach (var (name, output) in session.OutputMetadata)
            {
                if (output.Dimensions is [_, _, >= 0 and var rows, >= 0 and var columns])
                    sizes[name] = (rows, columns);
            }
        }
        catch (OnnxRuntimeException)
        {
            // Maps of other types than float32, or a graph that cannot be opened: reported when it is opened for use.
        }
        return sizes;
    }
}
