using ImageRetrieval.Collection.Catalog;
using ImageRetrieval.Collection.Images;
using ImageRetrieval.Vision.Decoding;
using ImageRetrieval.Worker.Download;
using ImageRetrieval.Worker.Status;

namespace ImageRetrieval.Worker.Ingest;

/// <summary>Fetches one image from its source into the collection, or reports its failure.</summary>
internal sealed class ImageFetcher(SourceReader sources, ImageKeeper keeper, ImageFailures failures, IOutcomes outcomes, RunCounters counters, ImagesInProgress inWork, IReadOnlyList<IngestModel> models)
{
    /// <returns>The image for the models; null when there is nothing for them to do.</returns>
    internal async Task<FetchedImage?> FetchAsync(ScheduledImage scheduled, DownloadScheduler scheduler, CancellationToken token)
    {
        using var current = inWork.BeginDownload(scheduled.Image.Source);
        try
        {
            using var timed = WorkerTelemetry.DownloadSeconds.Time();
            var fetched = await TryAsync(scheduled.Image, token);
            scheduler.Release(scheduled, succeeded: true);
            return fetched;
        }
        catch (DownloadFailure failure)
        {
            await failures.FailDownloadAsync(scheduled, scheduler, failure, token);
        }
        catch (ImageDecodeException failure)
        {
            await failures.FailHeaderAsync(scheduled, scheduler, failure);
        }
        return null;
    }

    private async Task<FetchedImage?> TryAsync(CatalogImage image, CancellationToken token)
    {
        var download = await sources.ReadAsync(image, token);
        if (download.Bytes is not { } bytes)
        {
            await outcomes.AddAsync(new Outcome.Checked(image.Source.ImageId));
            return null;
        }
        try
        {
            var kept = await keeper.KeepAsync(image, bytes, token);
            WorkerTelemetry.Downloads.Add(1, new KeyValuePair<string, object?>("outcome", "ok"));
            WorkerTelemetry.DownloadedBytes.Add(bytes.Length);
            if (await IsNewAsync(image, kept, download.Validators, bytes.Length, token))
                return new FetchedImage(image, kept.File, bytes);
            bytes.Dispose();
            return null;
        }
        catch
        {
            bytes.Dispose();
            throw;
        }
    }

    /// <returns>Whether the models have something new to process.</returns>
    private async ValueTask<bool> IsNewAsync(CatalogImage image, KeptImage kept, Validators validators, int bytes, CancellationToken token)
    {
        var id = image.Source.ImageId;
        if (image.IsRefresh && image.File == kept.File)
        {
            counters.CountBytes(bytes);
            await outcomes.AddAsync(new Outcome.Checked(id));
            return false;
        }
        if (image is { IsRefresh: true, File: { } old })
            counters.CountChanged(await IngestModel.NamesAsync(models, old.Sha256, token));
        await outcomes.AddAsync(new Outcome.Downloaded(id, kept, validators));
        counters.CountDownload(bytes);
        return true;
    }
}
