using ImageRetrieval.Vision.Models;
using ImageRetrieval.Vision.OnnxRuntime;

namespace ImageRetrieval.Vision.Embedding;

/// <summary>Compares a graph's declarations with the list entry, and fills in a batch of one.</summary>
internal static class SessionShape
{
    /// <summary>The one float32 image input, [1, 3, crop, crop].</summary>
    internal static (string Name, long[] Shape) Input(SessionLease session, ModelEntry entry)
    {
        if (session.InputMetadata.Count != 1)
            throw Wrong(entry, $"it has {session.InputMetadata.Count} inputs ({string.Join(", ", session.InputMetadata.Keys)}); one image input is expected");

        var (name, node) = session.InputMetadata.First();
        long[] wanted = [1, 3, entry.Preprocessing.Crop, entry.Preprocessing.Crop];
        if (node.ElementType != typeof(float))
            throw Wrong(entry, $"its input '{name}' is not float32");
        if (node.Dimensions.Length != 4 || !node.Dimensions.Zip(wanted).All(pair => pair.First <= 0 || pair.First == pair.Second))
            throw Wrong(entry, $"its input '{name}' is [{string.Join(", ", node.Dimensions)}]; the list's crop makes it [{string.Join(", ", wanted)}]");
        return (name, wanted);
    }

    /// <summary>The feature output; its components are the product of all axes except the batch.</summary>
    internal static (string Name, long[] Shape) Output(SessionLease session, ModelEntry entry, string tensor)
    {
        if (!session.OutputMetadata.TryGetValue(tensor, out var node))
            throw Wrong(entry, $"it has no output '{tensor}'");
        if (node.ElementType != typeof(float))
            throw Wrong(entry, $"its output '{tensor}' is not float32");
        if (node.Dimensions.Length == 0)
            return (tensor, [1, entry.Dimension]);

        var shape = Array.ConvertAll(node.Dimensions, dimension => (long)dimension);
        if (shape[0] <= 0)
            shape[0] = 1;
        // A single free axis follows from the list's dimension; the first run verifies it.
        var rest = shape.Where(dimension => dimension > 0).Aggregate(1L, (product, dimension) => product * dimension);
        if (shape.Count(dimension => dimension <= 0) == 1 && entry.Dimension % rest == 0)
            shape[Array.FindIndex(shape, dimension => dimension <= 0)] = entry.Dimension / rest;
        if (shape.Any(dimension => dimension <= 0))
            throw Wrong(entry, $"its output '{tensor}' is [{string.Join(", ", node.Dimensions)}]: only the first axis and one other may be free");
        var components = shape.Aggregate(1L, (product, dimension) => product * dimension);
        return components == entry.Dimension
            ? (tensor, shape)
            : throw Wrong(entry, $"its output '{tensor}' has {components} components; the list's dimension is {entry.Dimension}");
    }

    private static ModelException Wrong(ModelEntry entry, string what) =>
        new(ModelError.InvalidModel, $"Model '{entry.Name}' does not fit its list entry: {what}.");
}
