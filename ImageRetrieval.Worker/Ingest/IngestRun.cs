using ImageRetrieval.Vision.Decoding;
using ImageRetrieval.Vision.Embedding;
using ImageRetrieval.Vision.Models;
using ImageRetrieval.Worker.Catalog;
using ImageRetrieval.Worker.Download;
using ImageRetrieval.Worker.Publish;
using ImageRetrieval.Worker.Status;
using ImageRetrieval.Worker.UrlList;
using ImageRetrieval.Worker.Vectors;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.Worker.Ingest;

/// <summary>One pass over the list, from its rows to published snapshots. What an earlier pass finished is not done again.</summary>
internal sealed class IngestRun(
    IOptions<IngestOptions> ingest,
    IOptions<DataOptions> data,
    IOptions<VisionOptions> vision,
    IHttpClientFactory http,
    ImageDownloader downloader,
    ImageDecoder decoder,
    ImageCatalog catalog,
    StatusBoard status,
    ILogger<IngestRun> logger)
{
    /// <returns>How many images the snapshots hold, at most; 0 means that nothing can be searched.</returns>
    /// <exception cref="UrlListException">The list cannot be read.</exception>
    /// <exception cref="ModelException">A model cannot be used.</exception>
    internal async Task<int> RunAsync(CancellationToken token)
    {
        using var activity = WorkerTelemetry.Source.StartActivity("ingest");
        status.SetState("loading", "The list is read.");
        var images = TakeList();

        var models = new List<LoadedModel>();
        try
        {
            status.SetState("loading", "The models are loaded.");
            var loader = vision.Value.CreateLoader(data.Value.FullPath, http.CreateClient("weights"));
            foreach (var name in vision.Value.ModelNames)
                models.Add(await LoadAsync(loader, name, token));
            if (models.Select(model => model.Model.ProviderNote).FirstOrDefault(note => note is not null) is { } note)
                Log.ProviderNote(logger, note);
            if (models.Select(model => model.Model.StorageNote).FirstOrDefault(note => note is not null) is { } storage)
                Log.StorageNote(logger, storage);

            status.SetState("running");
            var files = new ImageFiles(Path.Combine(data.Value.FullPath, "images"), decoder);
            var embedder = new ImageEmbedder(decoder, catalog, status, models);
            var pipeline = new IngestPipeline(ingest.Value, downloader, files, catalog, status, embedder, models, logger);
            await Task.Run(() => pipeline.RunAsync(images, token), token);
            return await Task.Run(() => Publish(models, token), token);
        }
        finally
        {
            models.ForEach(model => model.Dispose());
        }
    }

    private IReadOnlyList<CatalogImage> TakeList()
    {
        var path = Path.GetFullPath(ingest.Value.Csv);
        var rows = catalog.TakeList(path, new UrlListReader(path).Read());
        var images = catalog.Listed();
        var failed = rows - images.Count + images.Count(image => image.State == ImageState.Permanent);
        status.Begin(Path.GetFileName(path), rows, failed);
        status.SetReasons(catalog.Reasons());
        Log.ListRead(logger, path, rows, images.Count);
        return images;
    }

    private async Task<LoadedModel> LoadAsync(ModelLoader loader, string name, CancellationToken token)
    {
        var model = await loader.LoadAsync(name, new WeightsProgress(status, logger), token);
        status.SetModel(name, null);
        var vectors = VectorStore.Open(Path.Combine(data.Value.FullPath, "vectors"), model.Space.Text, model.Space.Dimension);
        Log.ModelLoaded(logger, name, model.Provider, model.Space.Dimension, vectors.Count);
        if (vectors.DroppedBytes > 0)
            Log.VectorsDropped(logger, name, vectors.DroppedBytes);
        return new LoadedModel(model, vectors, catalog.NotEmbedded(model.Space.Text));
    }

    private int Publish(IReadOnlyList<LoadedModel> models, CancellationToken token)
    {
        status.SetState("publishing", "The index is built.");
        status.SetReasons(catalog.Reasons());
        var images = catalog.Listed();
        var publisher = new ModelPublisher(Path.Combine(data.Value.FullPath, "snapshots"), ingest.Value.KeepSnapshots, status, logger);
        var published = 0;
        foreach (var model in models)
        {
            model.Vectors.Flush();
            published = Math.Max(published, publisher.Publish(model, images, token));
        }
        return published;
    }
}
