using ImageRetrieval.Vision.Models;
using ImageRetrieval.Vision.Trial;

namespace ImageRetrieval.Vision.Embedding;

/// <summary>
/// Loads models by name: list, weights, session. Models of one loader that use the same network share it.
/// Unknown models are first tested in a separate process, where the program supports it (<see cref="TrialHost"/>). Thread-safe.
/// </summary>
/// <param name="list">The available models.</param>
/// <param name="store">Where their weights are.</param>
/// <param name="settings">How to run them.</param>
/// <param name="trial">How to test unknown models; null for <see cref="TrialSettings.Default"/>.</param>
public sealed class ModelLoader(ModelList list, ModelStore store, InferenceSettings settings, TrialSettings? trial = null)
{
    private readonly ModelTrial _trial = new(trial ?? TrialSettings.Default, settings, store.Derived);
    private readonly SharedNetworks _networks = new();

    /// <summary>The available models.</summary>
    public ModelList List => list;

    /// <summary>Loads a model, downloading its weights if necessary. The caller disposes it.</summary>
    /// <exception cref="ModelException">The model is unknown, or cannot be used; the message says why and what to do.</exception>
    public async Task<EmbeddingModel> LoadAsync(string name, IProgress<DownloadProgress>? progress = null, CancellationToken token = default)
    {
        var networks = new List<(NetworkLease, double)>();
        try
        {
            foreach (var (entry, weight) in list.PartsOf(list.Find(name)))
                networks.Add((await TakeAsync(entry, progress, token).ConfigureAwait(false), weight));
            return new EmbeddingModel(name, networks);
        }
        catch
        {
            foreach (var (lease, _) in networks)
                lease.Dispose();
            throw;
        }
    }

    private async Task<NetworkLease> TakeAsync(ModelEntry entry, IProgress<DownloadProgress>? progress, CancellationToken token)
    {
        var weights = await store.EnsureAsync(entry, progress, token).ConfigureAwait(false);
        await _trial.EnsureAsync(entry, weights, token).ConfigureAwait(false);
        token.ThrowIfCancellationRequested();
        return _networks.Take(entry, weights, () => Network.Load(entry, weights, store.Derived, settings));
    }
}
