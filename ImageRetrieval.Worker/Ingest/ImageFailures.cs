using ImageRetrieval.Collection.Catalog;
using ImageRetrieval.Vision.Decoding;
using ImageRetrieval.Worker.Download;
using ImageRetrieval.Worker.Status;

namespace ImageRetrieval.Worker.Ingest;

/// <summary>The consequences of an image's failure: a retry, an outcome, a count, a log entry.</summary>
internal sealed class ImageFailures(IWorkSource work, IOutcomes outcomes, RetryPolicy retries, TimeProvider clock, RunCounters counters, FailureLog log)
{
    /// <summary>Where failures are logged.</summary>
    internal FailureLog Log => log;

    /// <summary>A download failed.</summary>
    internal async ValueTask FailDownloadAsync(ScheduledImage scheduled, DownloadScheduler scheduler, DownloadFailure failure, CancellationToken token)
    {
        WorkerTelemetry.Downloads.Add(1, new KeyValuePair<string, object?>("outcome", failure.Reason.Name()));
        var image = scheduled.Image;
        if (failure.RetryAfter is { } asked)
            await HoldAsync(scheduled, scheduler, asked, token);
        if (image.IsRefresh)
        {
            // The stored bytes are still good: the next refresh retries.
            await outcomes.AddAsync(new Outcome.Checked(image.Source.ImageId));
            log.NotRefreshed(image.Source, failure.Reason, failure.Message);
            scheduler.Release(scheduled, succeeded: false);
        }
        else if (failure.Retryable && retries.TryInPass(scheduled.Tries + 1, failure.RetryAfter, out var wait))
        {
            await outcomes.AddAsync(new Outcome.Failed(image.Source.ImageId, AttemptsOf(scheduled), clock.GetUtcNow() + wait, failure.Reason, failure.Message));
            counters.CountRetry();
            WorkerTelemetry.Retries.Add(1, new KeyValuePair<string, object?>("reason", failure.Reason.Name()));
            scheduler.Again(scheduled, wait);
        }
        else
        {
            var attempts = AttemptsOf(scheduled);
            await FailAsync(image, attempts, failure.Retryable ? clock.GetUtcNow() + retries.Later(attempts, failure.RetryAfter) : null, failure.Reason, failure.Message);
            scheduler.Release(scheduled, succeeded: false);
        }
    }

    /// <summary>The downloaded bytes are not an image.</summary>
    internal async ValueTask FailHeaderAsync(ScheduledImage scheduled, DownloadScheduler scheduler, ImageDecodeException failure)
    {
        await FailAsync(scheduled.Image, AttemptsOf(scheduled), null, DecodeReasons.Of(failure.Error), failure.Message);
        scheduler.Release(scheduled, succeeded: false);
    }

    /// <summary>The stored bytes have the header of an image and cannot be decoded.</summary>
    internal ValueTask FailDecodingAsync(FetchedImage fetched, ImageDecodeException failure) =>
        FailAsync(fetched.Image, AttemptsOf(fetched), null, DecodeReasons.Of(failure.Error), failure.Message);

    /// <summary>The models met an error that concerns this image alone.</summary>
    internal ValueTask FailUnexpectedlyAsync(FetchedImage fetched, Exception error)
    {
        log.Unexpected(fetched.Image.Source, error);
        return FailAsync(fetched.Image, AttemptsOf(fetched), clock.GetUtcNow() + retries.Later(fetched.Image.Attempts + 1, null), FailureReason.Unexpected, RowTrouble.Describe(error));
    }

    private static int AttemptsOf(ScheduledImage scheduled) => scheduled.Image.Attempts + scheduled.Tries + 1;

    // A download that succeeded ends the count of those that failed.
    private static int AttemptsOf(FetchedImage fetched) => fetched.IsNew ? 1 : fetched.Image.Attempts + 1;

    private async ValueTask HoldAsync(ScheduledImage scheduled, DownloadScheduler scheduler, TimeSpan asked, CancellationToken token)
    {
        scheduler.Hold(scheduled, asked);
        if (asked > RetryPolicy.LongestInPass)
            await work.HoldHostAsync(scheduled.Queue.Host, clock.GetUtcNow() + RetryPolicy.Bounded(asked), token);
    }

    private async ValueTask FailAsync(CatalogImage image, int attempts, DateTimeOffset? nextTry, FailureReason reason, string detail)
    {
        await outcomes.AddAsync(new Outcome.Failed(image.Source.ImageId, attempts, nextTry, reason, detail));
        counters.CountFailed();
        WorkerTelemetry.Failures.Add(1, new KeyValuePair<string, object?>("reason", reason.Name()));
        log.Failed(image.Source, reason, detail);
    }
}
