using System.Threading.Channels;
using ImageRetrieval.Vision.Decoding;
using ImageRetrieval.Worker.Catalog;
using ImageRetrieval.Worker.Download;
using ImageRetrieval.Worker.Status;

namespace ImageRetrieval.Worker.Ingest;

/// <summary>
/// Downloads and embeds side by side: downloads fill a bounded channel, embedding threads empty it. Every image carries
/// its own catalog row through both stages, so a result can never reach the wrong picture.
/// </summary>
internal sealed class IngestPipeline(
    IngestOptions options,
    ImageDownloader downloader,
    ImageFiles files,
    ImageCatalog catalog,
    StatusBoard status,
    ImageEmbedder embedder,
    IReadOnlyList<LoadedModel> models,
    ILogger logger)
{
    // A download waits when so many images are waiting for a core: bytes in memory stay bounded.
    private const int Waiting = 16;

    private sealed record Fetched(CatalogImage Image, StoredImage File, byte[] Bytes);

    internal async Task RunAsync(IReadOnlyList<CatalogImage> images, CancellationToken token)
    {
        var work = images.Where(NeedsWork).ToList();
        CountFinished(images);
        var fetched = Channel.CreateBounded<Fetched>(Waiting);
        // When one stage fails for a reason that is nobody's image (a full disk), the other must not wait for it.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(token);
        var embedding = Task.WhenAll(Enumerable.Range(0, EmbedThreads).Select(_ => Task.Run(() => StopOthers(() => EmbedAllAsync(fetched.Reader, stop.Token), stop), CancellationToken.None)));
        var downloading = StopOthers(() => DownloadAllAsync(work, fetched.Writer, stop.Token), stop);
        await downloading.ContinueWith(_ => fetched.Writer.Complete(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        // A stage that failed decides how this ends; the other's cancellation only followed from it.
        await Task.WhenAll(downloading, embedding);
    }

    private int EmbedThreads => options.EmbedConcurrency == 0 ? Environment.ProcessorCount : options.EmbedConcurrency;

    private bool NeedsWork(CatalogImage image) => image.State switch
    {
        ImageState.Permanent => false,
        ImageState.Downloaded => !files.IsThere(image.File!) || models.Any(model => model.Wants(image.File!.Sha256)),
        _ => true,
    };

    private void CountFinished(IReadOnlyList<CatalogImage> images)
    {
        var there = images.Where(image => image.State == ImageState.Downloaded && files.IsThere(image.File!)).ToList();
        status.AddFinishedBefore(there.Count, there.Count(image => !models.Any(model => model.Wants(image.File!.Sha256))));
        foreach (var model in models)
            status.CountEmbedded(model.Model.Name, there.Count(image => model.Vectors.Contains(image.File!.Sha256)));
    }

    private Task DownloadAllAsync(IReadOnlyList<CatalogImage> work, ChannelWriter<Fetched> writer, CancellationToken token) =>
        Parallel.ForEachAsync(work, new ParallelOptions { MaxDegreeOfParallelism = options.DownloadConcurrency, CancellationToken = token }, async (image, stop) =>
        {
            if (await FetchAsync(image, stop) is { } found)
                await writer.WriteAsync(found, stop);
        });

    private async Task<Fetched?> FetchAsync(CatalogImage image, CancellationToken token)
    {
        if (image.State == ImageState.Downloaded && files.IsThere(image.File!))
            return new Fetched(image, image.File!, await Task.Run(() => files.Read(image.File!), token));
        try
        {
            using var timed = WorkerTelemetry.DownloadSeconds.Time();
            var bytes = await downloader.DownloadAsync(image.Source.Url, token);
            var file = files.Store(bytes);
            catalog.SetDownloaded(image.Source.ImageId, file);
            status.CountDownload();
            WorkerTelemetry.Downloads.Add(1, new KeyValuePair<string, object?>("outcome", "ok"));
            WorkerTelemetry.DownloadedBytes.Add(bytes.Length);
            return new Fetched(image, file, bytes);
        }
        catch (DownloadFailure failure)
        {
            WorkerTelemetry.Downloads.Add(1, new KeyValuePair<string, object?>("outcome", failure.Reason.Name()));
            Fail(image, failure.Retryable, failure.Reason, failure.Message);
        }
        catch (ImageDecodeException failure)
        {
            Fail(image, retryable: false, FailureReasons.From(failure.Error), failure.Message);
        }
        return null;
    }

    private async Task EmbedAllAsync(ChannelReader<Fetched> reader, CancellationToken token)
    {
        await foreach (var fetched in reader.ReadAllAsync(token))
        {
            try
            {
                embedder.Embed(fetched.File.Sha256, fetched.Bytes, isNew: fetched.Image.State != ImageState.Downloaded, token);
                status.CountIndexed();
            }
            catch (ImageDecodeException failure)
            {
                // The header was right and the pixels are not: a truncated or damaged file.
                status.CountDownloadLost();
                Fail(fetched.Image, retryable: false, FailureReasons.From(failure.Error), failure.Message);
            }
        }
    }

    private void Fail(CatalogImage image, bool retryable, FailureReason reason, string detail)
    {
        catalog.SetFailed(image.Source.ImageId, retryable, reason, detail);
        status.CountFailed();
        WorkerTelemetry.Failures.Add(1, new KeyValuePair<string, object?>("reason", reason.Name()));
        Log.ImageFailed(logger, image.Source.ImageId, image.Source.Url, reason.Name(), detail);
    }

    private static async Task StopOthers(Func<Task> stage, CancellationTokenSource stop)
    {
        try
        {
            await stage();
        }
        catch
        {
            await stop.CancelAsync();
            throw;
        }
    }
}
