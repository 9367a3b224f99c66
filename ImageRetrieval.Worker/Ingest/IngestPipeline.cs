using System.Threading.Channels;
using ImageRetrieval.Collection.Catalog;
using ImageRetrieval.Worker.Download;

namespace ImageRetrieval.Worker.Ingest;

/// <summary>
/// Downloads and embeds at the same time: downloads fill a bounded channel, embedding threads empty it. A download that waits
/// for its host, and an image that takes long, occupy one worker each; the others continue.
/// </summary>
internal sealed class IngestPipeline(IngestOptions options, DownloadScheduler scheduler, ImageFetcher fetcher, IWorkSource work, EmbedStage embedding, IOutcomes outcomes, PauseGate pause)
{
    // A download waits when so many images are waiting for a core: bytes in memory stay bounded.
    private const int Waiting = 16;
    private const int StoredRowsAtOnce = 256;

    /// <summary>Whether the stored bytes of an image were missing: another pass downloads it.</summary>
    internal bool LostFiles => embedding.LostFiles;

    /// <summary>The hosts that are currently active, busiest first.</summary>
    internal IReadOnlyList<HostProgress> Hosts(int limit) => scheduler.Hosts(limit);

    /// <summary>Runs to the end. Everything that was done before it is stored, in whatever way it ended.</summary>
    internal async Task RunAsync(CancellationToken token)
    {
        try
        {
            await RunStagesAsync(token);
        }
        finally
        {
            await outcomes.CompleteAsync();
        }
    }

    private async Task RunStagesAsync(CancellationToken token)
    {
        var fetched = Channel.CreateBounded<FetchedImage>(Waiting);
        // When one stage fails for a reason that concerns no single image (a full disk), the others must not wait for it.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(token);
        var feeding = Enumerable.Range(0, options.DownloadConcurrency).Select(_ => StopOthers(() => DownloadAllAsync(fetched.Writer, stop.Token), stop))
            .Append(StopOthers(() => FeedStoredAsync(fetched.Writer, stop.Token), stop))
            .ToList();
        var embeddings = Enumerable.Range(0, options.EmbedThreads).Select(_ => OwnThread.Run(() => StopOthers(() => EmbedAll(fetched.Reader, stop.Token), stop))).ToList();
        try
        {
            await Task.WhenAll(feeding).ContinueWith(_ => fetched.Writer.Complete(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            await FirstFailureAsync([.. embeddings, .. feeding]);
        }
        finally
        {
            while (fetched.Reader.TryRead(out var left))
                left.Dispose();
        }
    }

    private async Task DownloadAllAsync(ChannelWriter<FetchedImage> writer, CancellationToken token)
    {
        await Task.Yield();
        while (true)
        {
            await pause.WaitAsync(token);
            if (await scheduler.NextAsync(token) is not { } next)
                return;
            if (await fetcher.FetchAsync(next, scheduler, token) is { } found)
                await WriteAsync(writer, found, token);
        }
    }

    // Images that an earlier run downloaded and a model has not processed.
    private async Task FeedStoredAsync(ChannelWriter<FetchedImage> writer, CancellationToken token)
    {
        await Task.Yield();
        var last = "";
        while (await work.StoredImagesAsync(last, StoredRowsAtOnce, token) is { Count: > 0 } page)
        {
            foreach (var image in page)
                await writer.WriteAsync(new FetchedImage(image, image.File!, null), token);
            last = page[^1].Source.ImageId;
        }
    }

    private static async Task WriteAsync(ChannelWriter<FetchedImage> writer, FetchedImage found, CancellationToken token)
    {
        try
        {
            await writer.WriteAsync(found, token);
        }
        catch
        {
            found.Dispose();
            throw;
        }
    }

    private void EmbedAll(ChannelReader<FetchedImage> reader, CancellationToken token)
    {
        while (reader.WaitToReadAsync(token).AsTask().GetAwaiter().GetResult())
        {
            while (reader.TryRead(out var fetched))
            {
                using (fetched)
                {
                    pause.WaitAsync(token).GetAwaiter().GetResult();
                    token.ThrowIfCancellationRequested();
                    embedding.Embed(fetched, token);
                }
            }
        }
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

    private static void StopOthers(Action stage, CancellationTokenSource stop)
    {
        try
        {
            stage();
        }
        catch
        {
            stop.Cancel();
            throw;
        }
    }

    // The stage that failed decides how this ends; the cancellation of the others only followed from it.
    private static async Task FirstFailureAsync(IReadOnlyList<Task> stages)
    {
        await Task.WhenAll(stages).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        await (stages.FirstOrDefault(stage => stage is { IsFaulted: true, Exception.InnerException: not OperationCanceledException }) ?? Task.WhenAll(stages));
    }
}
