using ImageRetrieval.VectorIndex;
using ImageRetrieval.Vision.Embedding;
using ImageRetrieval.Vision.Models;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.Api.Index;

/// <summary>
/// Looks for new snapshots of every model, opens and checks them, and makes the newest good one current. What cannot be used is
/// said once and leaves the current one in place; without a current one, the next older one is tried.
/// </summary>
internal sealed class SnapshotWatcher(
    LiveIndex index,
    ModelLoader loader,
    IOptions<DataOptions> data,
    IOptions<ApiOptions> options,
    TimeProvider clock,
    ILogger<SnapshotWatcher> logger) : BackgroundService
{
    private readonly Dictionary<string, EmbeddingModel> _models = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SnapshotVersions> _versions = index.Models.ToDictionary(
        model => model, model => new SnapshotVersions(Path.Combine(data.Value.FullPath, "snapshots", model)), StringComparer.Ordinal);
    private bool _noteSaid;
    private bool _storageNoteSaid;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield(); // the first look may load a model: the start of the service does not wait for it
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.Value.SnapshotPollSeconds), clock);
        do
        {
            foreach (var model in index.Models)
            {
                await LookAsync(model, stoppingToken);
                index.SetLooked(model);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    public override void Dispose()
    {
        foreach (var model in _models.Values)
            model.Dispose();
        base.Dispose();
    }

    private async Task LookAsync(string name, CancellationToken token)
    {
        var versions = _versions[name];
        try
        {
            foreach (var (version, path, stamp) in versions.Candidates())
            {
                index.SetOpening(name, true);
                if (await TryLoadAsync(name, token) is not { } model)
                {
                    // The model is tried again with the next new snapshot: the Worker may have brought other weights.
                    versions.RefuseAll();
                    break;
                }
                if (TryMakeCurrent(model, path))
                {
                    versions.SetCurrent(version, stamp);
                    break;
                }
                versions.SetRefused(version, stamp);
            }
            if (versions.IsNewestCurrent)
                index.ClearFailure(name);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or SnapshotException { Reason: SnapshotFault.NotFound })
        {
            // The Worker may remove a version between the look and the opening: the next look finds its successor.
            if (error is not (SnapshotException or DirectoryNotFoundException or FileNotFoundException))
                Log.WatchFailed(logger, error);
        }
        finally
        {
            index.SetOpening(name, false);
        }
    }

    /// <summary>Opens, checks and swaps; false when it is refused.</summary>
    private bool TryMakeCurrent(EmbeddingModel model, string path)
    {
        var name = model.Name;
        try
        {
            var snapshot = Snapshot.Open(path);
            if (snapshot.Manifest.EmbeddingSpace != model.Space.Text)
            {
                snapshot.Dispose();
                Refuse(name, path, $"it is of the embedding space '{snapshot.Manifest.EmbeddingSpace}', the model's is '{model.Space}': let the Worker build it again with the present weights and model list.", heals: true);
                return false;
            }
            // Its first pages are read and its scores are measured before the first request meets it.
            var live = new LiveSnapshot(model, snapshot);
            WarmUp(snapshot);
            index.Swap(live);
            ApiTelemetry.Swaps.Add(1, new KeyValuePair<string, object?>("model", name));
            Log.Swapped(logger, snapshot.Manifest.Version, name, snapshot.Count);
            return true;
        }
        catch (SnapshotException error) when (error.Reason != SnapshotFault.NotFound)
        {
            Refuse(name, path, error.Message, heals: error.Reason == SnapshotFault.UnsupportedFormat);
            return false;
        }
    }

    private async Task<EmbeddingModel?> TryLoadAsync(string name, CancellationToken token)
    {
        try
        {
            return await LoadedAsync(name, token);
        }
        catch (ModelException error)
        {
            index.SetFailure(name, error.Message, heals: false);
            Log.ModelFailed(logger, name, error.Message);
            return null;
        }
    }

    private static void WarmUp(Snapshot snapshot)
    {
        var query = new float[snapshot.Dimension];
        query.AsSpan().Fill(1);
        snapshot.Search(query, k: 10, efSearch: 100);
    }

    private void Refuse(string model, string path, string reason, bool heals)
    {
        index.SetFailure(model, reason, heals);
        ApiTelemetry.Refusals.Add(1, new KeyValuePair<string, object?>("model", model));
        Log.SnapshotRefused(logger, path, model, reason);
    }

    private async Task<EmbeddingModel> LoadedAsync(string name, CancellationToken token)
    {
        if (_models.TryGetValue(name, out var loaded))
            return loaded;

        var model = await loader.LoadAsync(name, null, token);
        _models.Add(name, model);
        Log.ModelLoaded(logger, name, model.Provider);
        if (model.ProviderNote is { } note && !_noteSaid)
        {
            _noteSaid = true;
            Log.ProviderNote(logger, note);
        }
        if (model.StorageNote is { } storage && !_storageNoteSaid)
        {
            _storageNoteSaid = true;
            Log.StorageNote(logger, storage);
        }
        return model;
    }
}
