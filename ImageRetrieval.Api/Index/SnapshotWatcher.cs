using ImageRetrieval.VectorIndex;
using ImageRetrieval.Vision.Embedding;
using ImageRetrieval.Vision.Models;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.Api.Index;

/// <summary>
/// Looks for new snapshots of every model, opens and checks them, and makes them current. What cannot be used is said
/// once and leaves the current one in place.
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
    private readonly Dictionary<string, string> _refused = new(StringComparer.Ordinal);
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

    private async Task LookAsync(string model, CancellationToken token)
    {
        try
        {
            if (!SnapshotFolder.TryFindLatest(Path.Combine(data.Value.FullPath, "snapshots", model), out var path))
                return;
            if (Path.GetFileName(path) == index.CurrentVersion(model) || _refused.GetValueOrDefault(model) == path)
                return;
            await MakeCurrentAsync(model, path, token);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The Worker may remove a version between the look and the opening: the next look finds its successor.
            Log.WatchFailed(logger, error);
        }
    }

    private async Task MakeCurrentAsync(string name, string path, CancellationToken token)
    {
        try
        {
            var model = await LoadedAsync(name, token);
            var snapshot = Snapshot.Open(path);
            if (snapshot.Manifest.EmbeddingSpace != model.Space.Text)
            {
                snapshot.Dispose();
                Refuse(name, path, $"it is of the embedding space '{snapshot.Manifest.EmbeddingSpace}', the model's is '{model.Space}': let the Worker build it again with the present weights and model list.");
                return;
            }
            // Its first pages are read and its scores are measured before the first request meets it.
            var live = new LiveSnapshot(model, snapshot);
            WarmUp(snapshot);
            index.Swap(live);
            ApiTelemetry.Swaps.Add(1, new KeyValuePair<string, object?>("model", name));
            Log.Swapped(logger, snapshot.Manifest.Version, name, snapshot.Count);
        }
        catch (SnapshotException error) when (error.Reason == SnapshotFault.NotFound)
        {
            // The Worker has removed it since the look, because newer ones are there: the next look finds them.
        }
        catch (SnapshotException error)
        {
            Refuse(name, path, error.Message);
        }
        catch (ModelException error)
        {
            _refused[name] = path;
            index.SetFailure(name, error.Message);
            Log.ModelFailed(logger, name, error.Message);
        }
    }

    private static void WarmUp(Snapshot snapshot)
    {
        var query = new float[snapshot.Dimension];
        query.AsSpan().Fill(1);
        snapshot.Search(query, k: 10, efSearch: 100);
    }

    private void Refuse(string model, string path, string reason)
    {
        _refused[model] = path;
        index.SetFailure(model, reason);
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
