using ImageRetrieval.Collection;
using ImageRetrieval.Collection.Items;
using ImageRetrieval.Collection.Search;
using ImageRetrieval.ServiceDefaults.Text;
using ImageRetrieval.Vision.Embedding;

namespace ImageRetrieval.Api.Index;

/// <summary>From a model's name in a request to its current index.</summary>
internal sealed class ModelChoice(ICollectionIndexes indexes, QueryModels models, ModelLoader loader, ILogger<ModelChoice> logger)
{
    private const string Preferred = "resnet50";
    private const int RetryAfterSeconds = 5;

    /// <summary>The model of searches that name none: resnet50 when it can be searched, otherwise the first of <c>--models</c>.</summary>
    internal string Default => IsReady(Preferred) ? Preferred : indexes.Models[0];

    /// <summary>The models that can be searched.</summary>
    internal IEnumerable<string> Ready => indexes.Models.Where(IsReady);

    /// <param name="model">A model's name; null for the default one.</param>
    /// <param name="token">Cancels the request.</param>
    /// <exception cref="RefusalException">There is no such model (400), or its index is not available yet (503).</exception>
    internal async ValueTask<ModelLease> AcquireAsync(string? model, CancellationToken token)
    {
        var name = model ?? Default;
        return await TryAcquireAsync(name, token) ?? throw Refuse(name);
    }

    /// <param name="model">A model's name; null for the default one.</param>
    /// <param name="snapshot">A published version of its index; null for the current one.</param>
    /// <param name="token">Cancels the request.</param>
    /// <exception cref="RefusalException">As above; or the version is not kept (404), or cannot be used (409).</exception>
    internal async ValueTask<ModelLease> AcquireAsync(string? model, string? snapshot, CancellationToken token)
    {
        if (snapshot is null)
            return await AcquireAsync(model, token);
        var name = model ?? Default;
        if (!indexes.Models.Contains(name))
            throw Refuse(name);
        var lease = await AcquireVersionAsync(name, snapshot, token);
        var embedder = models[name];
        if (lease.Info.EmbeddingSpace == embedder.Space.Text)
            return new ModelLease(embedder, lease);
        lease.Dispose();
        throw NoSnapshot(StatusCodes.Status409Conflict, $"Snapshot '{snapshot}' of model '{name}' was made with other weights or another preprocessing than the model's current ones, so queries cannot be compared with it: search without snapshot.");
    }

    /// <summary>A published version of a model's index, whether or not queries can be compared with it.</summary>
    /// <exception cref="RefusalException">It is not kept (404), or it is damaged (409).</exception>
    internal async ValueTask<IIndexLease> AcquireVersionAsync(string model, string version, CancellationToken token)
    {
        try
        {
            return await indexes.AcquireAsync(model, version, token)
                ?? throw NoSnapshot(StatusCodes.Status404NotFound, $"Model '{Shortened.To(model, 100)}' has no snapshot '{Shortened.To(version, 50)}', or no longer keeps it; GET /v1/snapshots lists those that are kept.");
        }
        catch (CollectionException error)
        {
            Log.SnapshotUnusable(logger, version, model, error.Message);
            throw NoSnapshot(StatusCodes.Status409Conflict, $"Snapshot '{Shortened.To(version, 50)}' of model '{Shortened.To(model, 100)}' cannot be used; the Api's log gives the reason.");
        }
    }

    /// <summary>As <see cref="AcquireAsync(string?, CancellationToken)"/>; null when the model has no index.</summary>
    internal async ValueTask<ModelLease?> TryAcquireAsync(string model, CancellationToken token) =>
        await indexes.AcquireAsync(model, token) is { } index ? new ModelLease(models[model], index) : null;

    /// <summary>An image of any current index, or of an older version that requests named lately; null when there is none.</summary>
    internal async ValueTask<ImageItem?> FindImageAsync(string imageId, CancellationToken token)
    {
        foreach (var model in Ready)
        {
            using var lease = await TryAcquireAsync(model, token);
            if (lease is not null && await lease.Index.FindAsync(imageId, token) is { } item)
                return item;
        }
        return await indexes.FindInOtherVersionsAsync(imageId, token);
    }

    /// <summary>Any index that can be searched, the default model's first; null when there is none.</summary>
    internal async ValueTask<ModelLease?> AcquireAnyAsync(CancellationToken token)
    {
        foreach (var model in Ready.Prepend(Default))
        {
            if (await TryAcquireAsync(model, token) is { } lease)
                return lease;
        }
        return null;
    }

    private static RefusalException NoSnapshot(int status, string detail) => new(status, detail) { Code = "unknown_snapshot" };

    private bool IsReady(string model) => indexes.StateOf(model) == IndexState.Ready;

    private RefusalException Refuse(string model)
    {
        if (!indexes.Models.Contains(model))
        {
            var loaded = string.Join(", ", indexes.Models);
            return RefusalException.BadRequest(loader.List.Models.Any(entry => entry.Name == model)
                ? $"Model '{model}' is not loaded; the loaded models are {loaded}. Start the system with --models {model} to use it."
                : $"There is no model '{Shortened.To(model, 100)}'; the loaded models are {loaded}.");
        }
        return RefusalException.Unavailable(
            indexes.StateOf(model) switch
            {
                IndexState.Failed => $"The index of model '{model}' cannot be used; see the Api's log.",
                IndexState.Opening => $"The index of model '{model}' is being opened: try again in a moment.",
                _ => $"The index of model '{model}' is not built yet: the Worker builds it, and GET /v1/ingest shows its progress.",
            },
            RetryAfterSeconds);
    }
}
