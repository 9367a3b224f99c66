using ImageRetrieval.Vision.Models;

namespace ImageRetrieval.Vision.Embedding;

/// <summary>From a model's name to a loaded model: list, weights, session.</summary>
public sealed class ModelLoader(ModelList list, ModelStore store, InferenceSettings settings)
{
    /// <summary>The models that can be asked for.</summary>
    public ModelList List => list;

    /// <summary>Loads a model, downloading its weights if need be. The caller disposes it.</summary>
    /// <exception cref="ModelException">The model is unknown, or cannot be used; the message says why and what to do.</exception>
    public async Task<EmbeddingModel> LoadAsync(string name, IProgress<DownloadProgress>? progress = null, CancellationToken token = default)
    {
        var entry = list.Find(name);
        var weights = await store.EnsureAsync(entry, progress, token).ConfigureAwait(false);
        token.ThrowIfCancellationRequested();
        return EmbeddingModel.Load(entry, weights, store.Derived, settings);
    }
}
