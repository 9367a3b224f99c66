using System.IO.MemoryMappedFiles;
using ImageRetrieval.Vision.Models;
using ImageRetrieval.Vision.OnnxFormat;

namespace ImageRetrieval.Vision.Embedding;

/// <summary>The file whose output is the embedding: the model's own, or one cut from it once and kept beside it.</summary>
/// <param name="Path">The ONNX file to load.</param>
/// <param name="Tensor">Name of the output that is the embedding.</param>
/// <param name="MapTensor">Name of the output that is the map of features, when that was asked for.</param>
internal sealed record FeatureModel(string Path, string Tensor, string? MapTensor = null)
{
    /// <summary>What tells the content of this file from every other: the weights, and every tensor that was made an output of it.</summary>
    internal string Identity(ModelFile weights) => $"{weights.Sha256}|{Path == weights.Path}|{Tensor}|{MapTensor}";

    /// <exception cref="ModelException">The file is no ONNX model or has no such tensor.</exception>
    internal static FeatureModel Prepare(ModelEntry entry, ModelFile weights, string folder, bool withMap = false)
    {
        try
        {
            return Find(entry, weights, folder, withMap ? entry.FeatureMap : null);
        }
        catch (InvalidDataException error)
        {
            throw new ModelException(ModelError.InvalidModel, $"Model '{entry.Name}' in '{weights.Path}': {error.Message}", error);
        }
    }

    private static unsafe FeatureModel Find(ModelEntry entry, ModelFile weights, string folder, string? wantedMap)
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
            List<FeatureTap> taps = [FeatureFinder.Find(graph, entry.FeatureTensor) with { Pooling = entry.Pooling }];
            if (wantedMap is not null)
                taps.Add(FeatureFinder.Find(graph, wantedMap));
            var path = taps.All(tap => tap.IsPlain && graph.Outputs.Any(output => output.Name == tap.Tensor))
                ? weights.Path
                : Cut(model, graph, taps, CutPath(folder, entry.Name, weights, taps));
            return new FeatureModel(path, taps[0].Output, wantedMap is null ? null : taps[1].Output);
        }
        finally
        {
            view.SafeMemoryMappedViewHandle.ReleasePointer();
        }
    }

    private static string Cut(ReadOnlySpan<byte> model, OnnxGraph graph, List<FeatureTap> taps, string path)
    {
        if (File.Exists(path))
            return path;

        // Cut under a name of its own and rename: two processes at once, or a kill, never leave half a file.
        var temporary = $"{path}.{Guid.NewGuid():N}";
        using (var stream = File.Create(temporary))
        {
            FeatureExtractorCutter.Cut(model, graph, [.. taps.DistinctBy(tap => tap.Output)], stream);
            stream.Flush(flushToDisk: true);
        }
        File.Move(temporary, path, overwrite: true);
        return path;
    }

    private static string CutPath(string folder, string name, ModelFile weights, List<FeatureTap> taps)
    {
        var key = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{weights.Sha256}:{string.Join('|', taps.Select(tap => tap.Output))}"));
        return System.IO.Path.Combine(folder, $"{name}.features-{Convert.ToHexStringLower(key)[..12]}.onnx");
    }
}
