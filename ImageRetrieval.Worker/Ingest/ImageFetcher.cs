using ImageRetrieval.Vision.Decoding;
using ImageRetrieval.Worker.Catalog;
using ImageRetrieval.Worker.Commit;
using ImageRetrieval.Worker.Download;
using ImageRetrieval.Worker.Status;

namespace ImageRetrieval.Worker.Ingest;

/// <summary>One image from its source to the disk and into the catalog, or its failure with what follows from it.</summary>
internal sealed class ImageFetcher(
    ImageDownloader downloader,
    LocalFiles local,
    ImageFiles files,
    ImageCatalog catalog,
    CommitQueue commits,
    StatusBoard status,
    RetryPolicy retries,
    TimeProvider clock,
    FailureLog failures)
{
    /// <returns>The image for the models; null when there is nothing for them to do.</returns>
    internal async Task<Fetched?> FetchAsync(ScheduledImage scheduled, DownloadScheduler scheduler, CancellationToken token)
    {
        var image = scheduled.Image;
        using var current = status.Begin("download", image.Source);
        try
        {
            using var timed = WorkerTelemetry.DownloadSeconds.Time();
            var fetched = await TryAsync(image, token);
            scheduler.Release(scheduled, succeeded: true);
            return fetched;
        }
        catch (DownloadFailure failure)
        {
            WorkerTelemetry.Downloads.Add(1, new KeyValuePair<string, object?>("outcome", failure.Reason.Name()));
            await FailAsync(scheduled, scheduler, failure);
        }
        catch (ImageDecodeException failure)
        {
            await SetFailedAsync(image, null, FailureReasons.From(failure.Error), failure.Message);
            scheduler.Release(scheduled, succeeded: false);
        }
        return null;
    }

    /// <summary>The bytes had the header of an image and are none. For a thread that may be blocked.</summary>
    internal void FailDecoding(CatalogImage image, ImageDecodeException failure) =>
        SetFailedAsync(image, null, FailureReasons.From(failure.Error), failure.Message).AsTask().GetAwaiter().GetResult();

    /// <summary>The models met an error that is the image's alone.</summary>
    internal void FailUnexpectedly(CatalogImage image, Exception error)
    {
        failures.Unexpected(image.Source, error);
        SetFailedAsync(image, clock.GetUtcNow() + retries.Later(image.Attempts + 1, null), FailureReason.Unexpected, RowTrouble.Describe(error)).AsTask().GetAwaiter().GetResult();
    }

    private async Task<Download.Download> DownloadAsync(CatalogImage image, CancellationToken token)
    {
        try
        {
            return FileUrl.Is(image.Source.Url)
                ? new Download.Download(await local.ReadAsync(image.Source.Url, token), default)
                : await downloader.DownloadAsync(image.Source.Url, image.IsRefresh ? image.Validators : default, token);
        }
        catch (Exception error) when (error is not DownloadFailure && RowTrouble.IsOfOneRow(error))
        {
            failures.Unexpected(image.Source, error);
            throw new DownloadFailure(FailureReason.Unexpected, true, RowTrouble.Describe(error), inner: error);
        }
    }

    private async Task<Fetched?> TryAsync(CatalogImage image, CancellationToken token)
    {
        var download = await DownloadAsync(image, token);
        if (download.Bytes is not { } bytes)
        {
            await SetCheckedAsync(image);
            return null;
        }
        try
        {
            var file = Store(image, bytes, out var incoming);
            WorkerTelemetry.Downloads.Add(1, new KeyValuePair<string, object?>("outcome", "ok"));
            WorkerTelemetry.DownloadedBytes.Add(bytes.Length);
            if (await KeepAsync(image, file, incoming, download.Validators, bytes.Length))
                return new Fetched(image, file, bytes);
            bytes.Dispose();
            return null;
        }
        catch
        {
            bytes.Dispose();
            throw;
        }
    }

    private StoredImage Store(CatalogImage image, ReceivedBytes bytes, out IncomingFile? incoming)
    {
        try
        {
            return files.Store(bytes.Span, out incoming);
        }
        catch (Exception error) when (error is not ImageDecodeException && RowTrouble.IsOfOneRow(error))
        {
            failures.Unexpected(image.Source, error);
            throw new DownloadFailure(FailureReason.Unexpected, true, RowTrouble.Describe(error), inner: error);
        }
    }

    /// <returns>Whether the models have something new to look at.</returns>
    private async ValueTask<bool> KeepAsync(CatalogImage image, StoredImage file, IncomingFile? incoming, Validators validators, int bytes)
    {
        var id = image.Source.ImageId;
        if (image.IsRefresh && image.File == file)
        {
            status.CountBytes(bytes);
            await SetCheckedAsync(image);
            return false;
        }
        if (image is { IsRefresh: true, File: { } old })
            status.CountChanged(old.Sha256);
        await commits.AddAsync(catalog => catalog.SetDownloaded(id, file, validators), incoming);
        status.CountDownload(bytes);
        return true;
    }

    private async ValueTask FailAsync(ScheduledImage scheduled, DownloadScheduler scheduler, DownloadFailure failure)
    {
        var image = scheduled.Image;
        if (failure.RetryAfter is { } asked)
            Hold(scheduled, scheduler, asked);
        if (image.IsRefresh)
        {
            // What is there is still good: the next refresh asks again.
            await SetCheckedAsync(image);
            failures.NotRefreshed(image.Source, failure.Reason, failure.Message);
            scheduler.Release(scheduled, succeeded: false);
        }
        else if (failure.Retryable && retries.TryInPass(scheduled.Tries + 1, failure.RetryAfter, out var wait))
        {
            var due = clock.GetUtcNow() + wait;
            await commits.AddAsync(catalog => catalog.SetFailed(image.Source.ImageId, due, failure.Reason, failure.Message));
            status.CountRetry();
            WorkerTelemetry.Retries.Add(1, new KeyValuePair<string, object?>("reason", failure.Reason.Name()));
            scheduler.Again(scheduled, wait);
        }
        else
        {
            var failed = image.Attempts + scheduled.Tries + 1;
            await SetFailedAsync(image, failure.Retryable ? clock.GetUtcNow() + retries.Later(failed, failure.RetryAfter) : null, failure.Reason, failure.Message);
            scheduler.Release(scheduled, succeeded: false);
        }
    }

    private void Hold(ScheduledImage scheduled, DownloadScheduler scheduler, TimeSpan asked)
    {
        scheduler.Hold(scheduled, asked);
        if (asked > RetryPolicy.LongestInPass)
            catalog.PutOff(scheduled.Queue.Host, clock.GetUtcNow() + RetryPolicy.Bounded(asked));
    }

    private ValueTask SetCheckedAsync(CatalogImage image) => commits.AddAsync(catalog => catalog.SetChecked(image.Source.ImageId));

    private async ValueTask SetFailedAsync(CatalogImage image, DateTimeOffset? nextTry, FailureReason reason, string detail)
    {
        await commits.AddAsync(catalog => catalog.SetFailed(image.Source.ImageId, nextTry, reason, detail));
        status.CountFailed();
        WorkerTelemetry.Failures.Add(1, new KeyValuePair<string, object?>("reason", reason.Name()));
        failures.Failed(image.Source, reason, detail);
    }
}
