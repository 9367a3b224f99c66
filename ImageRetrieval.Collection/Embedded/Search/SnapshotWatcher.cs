using ImageRetrieval.Collection.Embedded.Publishing;
using ImageRetrieval.Collection.Search;
using ImageRetrieval.VectorIndex;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.Collection.Embedded.Search;

/// <summary>
/// Finds new snapshots of every model, opens and checks them, and makes the newest good one current, or the pinned one. What cannot be used is
/// logged once and leaves the current one in place; without a current one, the next older one is tried.
/// </summary>
internal sealed class SnapshotWatcher(
    LiveIndex index,
    IEmbeddingSpaces spaces,
    IIndexEvents events,
    DataLayout layout,
    IOptions<SearchedModelsOptions> options,
    TimeProvider clock,
    ILogger<SnapshotWatcher> logger) : BackgroundService
{
    private readonly Dictionary<string, SnapshotVersions> _versions = index.Models.ToDictionary(
        model => model, model => new SnapshotVersions(layout.SnapshotsOf(model), new SnapshotPin(layout, model)), StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield(); // the first check may load a model: the start of the service does not wait for it
        using var timer = new PeriodicTimer(options.Value.Poll, clock);
        do
            await CheckAllAsync(stoppingToken);
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Checks every model once.</summary>
    internal async Task CheckAllAsync(CancellationToken token)
    {
        foreach (var model in index.Models)
        {
            await CheckAsync(model, token);
            index.SetChecked(model);
        }
    }

    private async Task CheckAsync(string model, CancellationToken token)
    {
        var versions = _versions[model];
        try
        {
            foreach (var (version, path, stamp) in versions.Candidates())
            {
                index.SetOpening(model, true);
                if (await TrySpaceOfAsync(model, token) is not { } space)
                {
                    // The model is retried with the next new snapshot: the Worker may have downloaded other weights.
                    versions.RefuseAll();
                    break;
                }
                if (TryMakeCurrent(model, space, path))
                {
                    versions.SetCurrent(version, stamp);
                    break;
                }
                versions.SetRefused(version, stamp);
            }
            if (versions.IsWantedCurrent)
                index.ClearFailure(model);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or SnapshotException { Reason: SnapshotFault.NotFound })
        {
            // The Worker may remove a version between its discovery and the opening: the next check finds its successor.
            if (error is not (SnapshotException or DirectoryNotFoundException or FileNotFoundException))
                IndexLog.WatchFailed(logger, error);
        }
        finally
        {
            index.SetOpening(model, false);
        }
    }

    /// <summary>Opens, checks and swaps; false when it is rejected.</summary>
    private bool TryMakeCurrent(string model, string space, string path)
    {
        try
        {
            var snapshot = Snapshot.Open(path);
            if (snapshot.Manifest.EmbeddingSpace != space)
            {
                snapshot.Dispose();
                Refuse(model, path, $"its embedding space is '{snapshot.Manifest.EmbeddingSpace}', but the model's is '{space}': rebuild it with the current weights and model list (run the Worker).", heals: true);
                return false;
            }
            // Its first pages are read and its scores are measured before the first request uses it.
            var live = new LiveSnapshot(model, snapshot);
            WarmUp(snapshot);
            index.Swap(live);
            events.Swapped(model);
            IndexLog.Swapped(logger, snapshot.Manifest.Version, model, snapshot.Count);
            return true;
        }
        catch (SnapshotException error) when (error.Reason != SnapshotFault.NotFound)
        {
            Refuse(model, path, error.Message, heals: error.Reason == SnapshotFault.UnsupportedFormat);
            return false;
        }
    }

    private async Task<string?> TrySpaceOfAsync(string model, CancellationToken token)
    {
        try
        {
            return await spaces.SpaceOfAsync(model, token);
        }
        catch (EmbeddingSpaceException error)
        {
            index.SetFailure(model, error.Message, heals: false);
            IndexLog.ModelFailed(logger, model, error.Message);
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
        events.Refused(model);
        IndexLog.SnapshotRefused(logger, path, model, reason);
    }
}
