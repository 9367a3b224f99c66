using System.IO.MemoryMappedFiles;
using ImageRetrieval.Vision.Models;
using ImageRetrieval.Vision.OnnxFormat;

namespace ImageRetrieval.Vision.Embedding;

/// <summary>The file whose output is the embedding: the model's own, or one without the classifier, derived from it once and stored beside it.</summary>
/// <param name="File">The graph to load.</param>
/// <param name="IsWhole">Whether that is the model's own file.</param>
/// <param name="Tensor">Name of the output that is the embedding.</param>
/// <param name="MapTensor">Name of the output that is the feature map, if requested.</param>
internal sealed record FeatureModel(GraphFile File, bool IsWhole, string Tensor, string? MapTensor = null)
{
    /// <summary>Identifies the content of this file: the weights, and every tensor that was made an output.</summary>
    internal string Identity(ModelFile weights) => $"{weights.Sha256}|{IsWhole}|{Tensor}|{MapTensor}";

    /// <exception cref="ModelException">The file is not an ONNX model or has no such tensor.</exception>
    internal static FeatureModel Prepare(ModelEntry entry, ModelFile weights, DerivedFiles derived, bool withMap = false)
    {
        try
        {
            return Find(entry, weights, derived, withMap ? entry.FeatureMap : null);
        }
        catch (InvalidDataException error)
        {
            throw new ModelException(ModelError.InvalidModel, $"Model '{entry.Name}' in '{weights.Path}': {error.Message}", error);
        }
    }

    private static unsafe FeatureModel Find(ModelEntry entry, ModelFile weights, DerivedFiles derived, string? wantedMap)
    {
        if (weights.Content is { } content)
            return Tap(content.Span, entry, weights, derived, wantedMap);

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
            return Tap(new ReadOnlySpan<byte>(start + view.PointerOffset, (int)length), entry, weights, derived, wantedMap);
        }
        finally
        {
            view.SafeMemoryMappedViewHandle.ReleasePointer();
        }
    }

    private static FeatureModel Tap(ReadOnlySpan<byte> model, ModelEntry entry, ModelFile weights, DerivedFiles derived, string? wantedMap)
    {
        var graph = OnnxGraph.Parse(model);
        WindowCheck.Once(model, graph, entry, weights, derived);
        List<FeatureTap> taps = [FeatureFinder.Find(graph, entry.FeatureTensor) with { Pooling = entry.Pooling }];
        if (wantedMap is not null)
            taps.Add(FeatureFinder.Find(graph, wantedMap));
        var whole = taps.All(tap => tap.IsPlain && graph.Outputs.Any(output => output.Name == tap.Tensor));
        var file = !whole ? Cut(model, graph, taps, CutName(entry.Name, weights, taps), derived)
            : weights.Content is { } content ? GraphFile.Of(content)
            : GraphFile.At(weights.Path);
        return new FeatureModel(file, whole, taps[0].Output, wantedMap is null ? null : taps[1].Output);
    }

    private static GraphFile Cut(ReadOnlySpan<byte> model, OnnxGraph graph, List<FeatureTap> taps, string name, DerivedFiles derived)
    {
        if (derived.Find(name).FirstOrDefault() is { } there)
            return GraphFile.At(there);

        FeatureTap[] distinct = [.. taps.DistinctBy(tap => tap.Output)];
        if (derived.PlaceFor(name) is not { } path)
        {
            using var memory = new MemoryStream();
            FeatureExtractorCutter.Cut(model, graph, distinct, memory);
            return GraphFile.Of(memory.GetBuffer().AsMemory(0, (int)memory.Length));
        }

        // Written under a temporary name and renamed: concurrent processes or a kill never leave a partial file.
        var temporary = $"{path}.{Guid.NewGuid():N}";
        using (var stream = System.IO.File.Create(temporary))
        {
            FeatureExtractorCutter.Cut(model, graph, distinct, stream);
            stream.Flush(flushToDisk: true);
        }
        System.IO.File.Move(temporary, path, overwrite: true);
        return GraphFile.At(path);
    }

    private static string CutName(string name, ModelFile weights, List<FeatureTap> taps)
    {
        var key = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{weights.Sha256}:{string.Join('|', taps.Select(tap => tap.Output))}"));
        return $"{name}.features-{Convert.ToHexStringLower(key)[..12]}.onnx";
    }
}
