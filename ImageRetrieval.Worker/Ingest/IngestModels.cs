using ImageRetrieval.Collection;
using ImageRetrieval.Collection.Duplicates;
using ImageRetrieval.Collection.Embeddings;
using ImageRetrieval.Vision.Embedding;
using ImageRetrieval.Vision.Models;
using ImageRetrieval.Worker.Status;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.Worker.Ingest;

/// <summary>The models of the run: loaded once, when the first pass needs them, and kept for the later ones.</summary>
internal sealed class IngestModels(
    IOptions<DataOptions> data,
    IOptions<VisionOptions> vision,
    IHttpClientFactory http,
    IEmbeddings embeddings,
    IFingerprints fingerprints,
    StatusBoard status,
    ILogger<IngestModels> logger) : IDisposable
{
    private readonly List<IngestModel> _models = [];

    // Kept over repeated downloads: models of one loader share their networks.
    private ModelLoader? _loader;

    /// <exception cref="ModelException">A model cannot be used; those before it stay loaded.</exception>
    internal async Task<IReadOnlyList<IngestModel>> LoadAsync(CancellationToken token)
    {
        var names = vision.Value.ModelNames;
        if (_models.Count == names.Count)
            return _models;

        status.SetState("loading", "Loading models.");
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
        if (await fingerprints.OpenAsync(token) is { Any: true } repair)
            Log.FingerprintsDropped(logger, repair.DroppedBytes, repair.DamagedRecords);
        return _models;
    }

    public void Dispose() => _models.ForEach(model => model.Dispose());

    private async Task<IngestModel> LoadAsync(ModelLoader loader, string name, CancellationToken token)
    {
        var model = await loader.LoadAsync(name, new WeightsProgress(status, logger), token);
        status.SetModel(name, null);
        try
        {
            var stored = await embeddings.OpenAsync(model.Space.Text, model.Space.Dimension, token);
            Log.ModelLoaded(logger, name, model.Provider, model.Space.Dimension, stored.Count);
            if (stored.DroppedBytes > 0)
                Log.VectorsDropped(logger, name, stored.DroppedBytes);
            if (stored.SkippedBytes > 0)
                Log.VectorsSkipped(logger, name, stored.SkippedBytes);
            return new IngestModel(model, stored, await stored.NotEmbeddedAsync(token));
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }
}
