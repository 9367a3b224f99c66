using System.IO.MemoryMappedFiles;
using ImageRetrieval.Vision.Models;
using ImageRetrieval.Vision.OnnxFormat;

namespace ImageRetrieval.Vision.Embedding;

/// <summary>The file whose output is the feature tensor: the model's own, or one cut from it once and kept beside it.</summary>
/// <param name="Path">The ONNX file to load.</param>
/// <param name="Tensor">Name of its output.</param>
internal sealed record FeatureModel(string Path, string Tensor)
{
    /// <exception cref="ModelException">The file is no ONNX model or has no such tensor.</exception>
    internal static FeatureModel Prepare(ModelEntry entry, ModelFile weights, string folder)
    {
        try
        {
            return Prepare(entry.Name, entry.FeatureTensor, weights, folder);
        }
        catch (InvalidDataException error)
        {
            throw new ModelException(ModelError.InvalidModel, $"Model '{entry.Name}' in '{weights.Path}': {error.Message}", error);
        }
    }

    private static unsafe FeatureModel Prepare(string name, string wanted, ModelFile weights, string folder)
    {
        var length = new FileInfo(weights.Path).Length;
        if (length is 0 or > int.MaxValue)
            throw new InvalidDataException($"The file has {length} bytes; 1..{int.MaxValue} can be read.");

        using var file = MemoryMappedFile.CreateFromFile(weights.Path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
        using var view = file.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read);
        byte* start = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        try
        {
            // The view maps `length` bytes from `start` until the pointer is released below.
            var model = new ReadOnlySpan<byte>(start + view.PointerOffset, (int)length);
            var graph = OnnxGraph.Parse(model);
            var tensor = FeatureExtractorCutter.Find(graph, wanted);
            return graph.Outputs.Any(output => output.Name == tensor)
                ? new FeatureModel(weights.Path, tensor)
                : new FeatureModel(Cut(model, graph, tensor, CutPath(folder, name, weights, tensor)), tensor);
        }
        finally
        {
            view.SafeMemoryMappedViewHandle.ReleasePointer();
        }
    }

    private static string Cut(ReadOnlySpan<byte> model, OnnxGraph graph, string tensor, string path)
    {
        if (File.Exists(path))
            return path;

        // Cut under a name of its own and rename: two processes at once, or a kill, never leave half a file.
        var temporary = $"{path}.{Guid.NewGuid():N}";
        using (var stream = File.Create(temporary))
        {
            FeatureExtractorCutter.Cut(model, graph, tensor, stream);
            stream.Flush(flushToDisk: true);
        }
        File.Move(temporary, path, overwrite: true);
        return path;
    }

    private static string CutPath(string folder, string name, ModelFile weights, string tensor)
    {
        var key = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{weights.Sha256}:{tensor}"));
        return System.IO.Path.Combine(folder, $"{name}.features-{Convert.ToHexStringLower(key)[..12]}.onnx");
    }
}
