using ImageRetrieval.Vision.Models;
using ImageRetrieval.Vision.OnnxRuntime;
using Microsoft.ML.OnnxRuntime;

namespace ImageRetrieval.Vision.Embedding;

/// <summary>
/// A second session, whose outputs are the embedding and the map. It is opened when a map is first requested, so a program
/// that only embeds does not pay for it.
/// </summary>
internal sealed class MapSession : IDisposable
{
    private readonly string _model;
    private readonly Lazy<(SessionLease Session, string Tensor, string MapTensor)> _opened;
    private volatile bool _disposed;

    private MapSession(ModelEntry entry, ModelFile weights, DerivedFiles derived, InferenceSettings settings)
    {
        _model = entry.Name;
        _opened = new(() =>
        {
            var features = FeatureModel.Prepare(entry, weights, derived, withMap: true);
            return (SessionFactory.Open(entry.Name, features.File, features.Identity(weights), derived, settings).Session, features.Tensor, features.MapTensor!);
        });
    }

    /// <summary>Null when the entry names no map.</summary>
    internal static MapSession? For(ModelEntry entry, ModelFile weights, DerivedFiles derived, InferenceSettings settings) =>
        entry.FeatureMap is null ? null : new MapSession(entry, weights, derived, settings);

    /// <summary>The embedding, not normalised, and the map.</summary>
    /// <exception cref="ModelException">The model has no such map.</exception>
    internal MappedEmbedding Run(Memory<float> pixels, string inputName, long[] inputShape, CancellationToken token)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var (session, tensor, mapTensor) = _opened.Value;
        if (_disposed)
            session.Dispose(); // the owner was disposed while this call opened the session; the run below throws
        using var options = new RunOptions();
        var length = checked((int)inputShape.Aggregate(1L, (product, dimension) => product * dimension));
        using var input = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, pixels[..length], inputShape);
        using var cancel = token.UnsafeRegister(static options => ((RunOptions)options!).Terminate = true, options);
        try
        {
            // When the map itself is the embedding, the graph has one output for both.
            var outputs = session.Run(options, [inputName], [input], [.. new[] { tensor, mapTensor }.Distinct()]);
            var (embedding, map) = (outputs[0], outputs[^1]);
            return new MappedEmbedding(embedding.Values, FeatureMap.From(map.Values, map.Shape)
                ?? throw new ModelException(ModelError.InvalidModel, $"The feature map '{mapTensor}' of model '{_model}' is [{string.Join(", ", map.Shape)}]: [1, C, H, W], or [1, T, D] with a square of patches, is expected."));
        }
        catch (OnnxRuntimeException) when (token.IsCancellationRequested)
        {
            throw new OperationCanceledException(token);
        }
    }

    public void Dispose()
    {
        _disposed = true;
        if (_opened.IsValueCreated)
            _opened.Value.Session.Dispose();
    }
}
