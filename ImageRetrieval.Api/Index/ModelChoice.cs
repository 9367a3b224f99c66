using ImageRetrieval.Collection.Search;
using ImageRetrieval.ServiceDefaults.Text;
using ImageRetrieval.Vision.Embedding;

namespace ImageRetrieval.Api.Index;

/// <summary>From a model's name in a request to its current index.</summary>
internal sealed class ModelChoice(ICollectionIndexes indexes, QueryModels models, ModelLoader loader)
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

    /// <summary>As <see cref="AcquireAsync"/>; null when the model has no index.</summary>
    internal async ValueTask<ModelLease?> TryAcquireAsync(string model, CancellationToken token) =>
        await indexes.AcquireAsync(model, token) is { } index ? new ModelLease(models[model], index) : null;

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
