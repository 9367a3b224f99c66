using ImageRetrieval.Vision.Embedding;

namespace ImageRetrieval.Api.Index;

/// <summary>From a model's name in a request to its current snapshot.</summary>
internal sealed class ModelChoice(LiveIndex index, ModelLoader loader)
{
    private const int RetryAfterSeconds = 5;

    /// <param name="model">A model's name; null for the default one.</param>
    /// <exception cref="RefusalException">There is no such model (400), or its index is not there yet (503).</exception>
    internal SnapshotLease Acquire(string? model)
    {
        var name = model ?? index.Default;
        return index.Acquire(name) ?? throw Refuse(name);
    }

    private RefusalException Refuse(string model)
    {
        if (!index.Models.Contains(model))
        {
            var loaded = string.Join(", ", index.Models);
            return RefusalException.BadRequest(loader.List.Models.Any(entry => entry.Name == model)
                ? $"Model '{model}' is not loaded: loaded are {loaded}. Start the system with --models {model} to use it."
                : $"There is no model '{(model.Length <= 100 ? model : model[..100] + "…")}': loaded are {loaded}.");
        }
        return RefusalException.Unavailable(
            index.StateOf(model) switch
            {
                ModelState.Failed => $"The index of model '{model}' cannot be used; the Api's log says why.",
                ModelState.Opening => $"The index of model '{model}' is being opened: try again in a moment.",
                _ => $"The index of model '{model}' is not built yet: the Worker builds it, and GET /v1/ingest tells how far it is.",
            },
            RetryAfterSeconds);
    }
}
