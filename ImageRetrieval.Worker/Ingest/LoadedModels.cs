using ImageRetrieval.Vision.Embedding;
using ImageRetrieval.Vision.Models;
using ImageRetrieval.Worker.Catalog;
using ImageRetrieval.Worker.Status;
using ImageRetrieval.Worker.Vectors;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.Worker.Ingest;

/// <summary>The models of the run: loaded once, when the first pass needs them, and kept for the later ones.</summary>
internal sealed class LoadedModels(
    IOptions<DataOptions> data,
    IOptions<VisionOptions> vision,
    IHttpClientFactory http,
    ImageCatalog catalog,
    StatusBoard status,
    ILogger<LoadedModels> logger) : IDisposable
{
    private readonly List<LoadedModel> _models = [];

    // Kept over repeated downloads: models of one loader share their networks.
    private ModelLoader? _loader;

    /// <exception cref="ModelException">A model cannot be used; those before it stay loaded.</exception>
    internal async Task<IReadOnlyList<LoadedModel>> LoadAsync(CancellationToken token)
    {
        var names = vision.Value.ModelNames;
        if (_models.Count == names.Count)
            return _models;

        status.SetState("loading", "The models are loaded.");
        _loader ??= vision.Value.CreateLoader(data.Value.FullPath, http.CreateClient("weights"));
        try
        {
            foreach (var name in names.Skip(_models.Count))
                _models.Add(await LoadAsync(_loader, name, token));
        }
        catch (ModelException error) when (error.Error != ModelError.DownloadFailed)
        {
            _loader = null; // the model list may be corrected before the next pass, which reads it again
            throw;
        }
        if (_models.Select(model => model.Model.ProviderNote).FirstOrDefault(note => note is not null) is { } note)
            Log.ProviderNote(logger, note);
        if (_models.Select(model => model.Model.StorageNote).FirstOrDefault(note => note is not null) is { } storage)
            Log.StorageNote(logger, storage);
        return _models;
    }

    public void Dispose() => _models.ForEach(model => model.Dispose());

    private async Task<LoadedModel> LoadAsync(ModelLoader loader, string name, CancellationToken token)
    {
        var model = await loader.LoadAsync(name, new WeightsProgress(status, logger), token);
        status.SetModel(name, null);
        try
        {
            var vectors = VectorStore.Open(Path.Combine(data.Value.FullPath, "vectors"), model.Space.Text, model.Space.Dimension);
            Log.ModelLoaded(logger, name, model.Provider, model.Space.Dimension, vectors.Count);
            if (vectors.DroppedBytes > 0)
                Log.VectorsDropped(logger, name, vectors.DroppedBytes);
            if (vectors.SkippedBytes > 0)
                Log.VectorsSkipped(logger, name, vectors.SkippedBytes);
            return new LoadedModel(model, vectors, catalog.NotEmbedded(model.Space.Text));
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }
}
