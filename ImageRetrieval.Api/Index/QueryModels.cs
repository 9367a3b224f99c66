using System.Collections.Concurrent;
using ImageRetrieval.Collection.Search;
using ImageRetrieval.Vision.Embedding;
using ImageRetrieval.Vision.Models;

namespace ImageRetrieval.Api.Index;

/// <summary>The models that queries are embedded with: each is loaded when its index is available, and stays loaded.</summary>
internal sealed class QueryModels(ModelLoader loader, ILogger<QueryModels> logger) : IEmbeddingSpaces, IDisposable
{
    private readonly ConcurrentDictionary<string, EmbeddingModel> _loaded = new(StringComparer.Ordinal);
    private bool _isNoteLogged;
    private bool _isStorageNoteLogged;

    /// <summary>The model of an index: it was loaded before the index became current.</summary>
    internal EmbeddingModel this[string model] => _loaded[model];

    /// <summary>The space of a loaded model; null when it is not loaded.</summary>
    internal string? LoadedSpaceOf(string model) => _loaded.GetValueOrDefault(model)?.Space.Text;

    // Called for one model after another.
    public async ValueTask<string> SpaceOfAsync(string model, CancellationToken token)
    {
        if (_loaded.TryGetValue(model, out var known))
            return known.Space.Text;
        try
        {
            var loaded = await loader.LoadAsync(model, null, token);
            _loaded[model] = loaded;
            LogLoaded(loaded);
            return loaded.Space.Text;
        }
        catch (ModelException error)
        {
            throw new EmbeddingSpaceException(error.Message, error);
        }
    }

    public void Dispose()
    {
        foreach (var model in _loaded.Values)
            model.Dispose();
    }

    private void LogLoaded(EmbeddingModel model)
    {
        Log.ModelLoaded(logger, model.Name, model.Provider);
        if (model.ProviderNote is { } note && !_isNoteLogged)
        {
            _isNoteLogged = true;
            Log.ProviderNote(logger, note);
        }
        if (model.StorageNote is { } storage && !_isStorageNoteLogged)
        {
            _isStorageNoteLogged = true;
            Log.StorageNote(logger, storage);
        }
    }
}
