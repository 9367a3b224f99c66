using System.Threading.Channels;
using ImageRetrieval.Vision.Decoding;
using ImageRetrieval.Worker.Catalog;
using ImageRetrieval.Worker.Commit;
using ImageRetrieval.Worker.Download;
using ImageRetrieval.Worker.Status;

namespace ImageRetrieval.Worker.Ingest;

/// <summary>
/// Downloads and embeds side by side: downloads fill a bounded channel, embedding threads empty it. A download that waits
/// for its host, and an image that takes long, keep one worker each; the others go on.
/// </summary>
internal sealed class IngestPipeline(
    IngestOptions options,
    DownloadScheduler scheduler,
    ImageFetcher fetcher,
    ImageFiles files,
    ImageCatalog catalog,
    StatusBoard status,
    ImageEmbedder embedder,
    CommitQueue commits,
    PauseGate pause)
{
    // A download waits when so many images are waiting for a core: bytes in memory stay bounded.
    private const int Waiting = 16;
    private const int StoredRowsAtOnce = 256;

    /// <summary>Whether an image was found to have lost its file: another pass downloads it.</summary>
    internal bool LostFiles { get; private set; }

    internal async Task RunAsync(CancellationToken token)
    {
        var fetched = Channel.CreateBounded<Fetched>(Waiting);
        // When one stage fails for a reason that is nobody's image (a full disk), the others must not wait for it.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(token);
        var feeding = Enumerable.Range(0, options.DownloadConcurrency).Select(_ => StopOthers(() => DownloadAllAsync(fetched.Writer, stop.Token), stop))
            .Append(StopOthers(() => FeedStoredAsync(fetched.Writer, stop.Token), stop))
            .ToList();
        var embedding = Enumerable.Range(0, EmbedThreads).Select(_ => OnOwnThread(() => StopOthers(() => EmbedAll(fetched.Reader, stop.Token), stop))).ToList();
        try
        {
            await Task.WhenAll(feeding).ContinueWith(_ => fetched.Writer.Complete(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            await FirstFailureAsync([.. embedding, .. feeding]);
        }
        finally
        {
            while (fetched.Reader.TryRead(out var left))
                left.Dispose();
        }
    }

    private int EmbedThreads => options.EmbedConcurrency == 0 ? Environment.ProcessorCount : options.EmbedConcurrency;

    private async Task DownloadAllAsync(ChannelWriter<Fetched> writer, CancellationToken token)
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

    // What an earlier run downloaded and a model has not seen.
    private async Task FeedStoredAsync(ChannelWriter<Fetched> writer, CancellationToken token)
    {
        await Task.Yield();
        var last = "";
        while (catalog.DownloadedBefore(last, StoredRowsAtOnce) is { Count: > 0 } page)
        {
            foreach (var image in page)
                await writer.WriteAsync(new Fetched(image, image.File!, null), token);
            last = page[^1].Source.ImageId;
        }
    }

    private static async Task WriteAsync(ChannelWriter<Fetched> writer, Fetched found, CancellationToken token)
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

    // CPU work on threads of its own: on the pool's it would keep the downloads waiting for one.
    private void EmbedAll(ChannelReader<Fetched> reader, CancellationToken token)
    {
        while (reader.WaitToReadAsync(token).AsTask().GetAwaiter().GetResult())
        {
            while (reader.TryRead(out var fetched))
            {
                using (fetched)
                {
                    pause.WaitAsync(token).GetAwaiter().GetResult();
                    token.ThrowIfCancellationRequested();
                    Embed(fetched, token);
                }
            }
        }
    }

    private void Embed(Fetched fetched, CancellationToken token)
    {
        using var current = status.Begin("embed", fetched.Image.Source);
        var id = fetched.Image.Source.ImageId;
        using var stored = fetched.Bytes is null ? files.Read(fetched.File) : null;
        if ((fetched.Bytes ?? stored) is not { } bytes)
        {
            commits.Add(catalog => catalog.SetLost(id));
            status.CountDownloadLost();
            LostFiles = true;
            return;
        }
        try
        {
            var models = embedder.Embed(fetched.File.Sha256, bytes.Span, fetched.IsNew, token);
            commits.Add(catalog => catalog.SetEmbedded(id, fetched.File.Sha256, models));
            status.CountIndexed();
        }
        catch (ImageDecodeException failure)
        {
            // The header was right and the pixels are not: a truncated or damaged file.
            status.CountDownloadLost();
            fetcher.FailDecoding(fetched.Image, failure);
        }
        catch (Exception error) when (RowTrouble.IsOfOneRow(error))
        {
            status.CountDownloadLost();
            fetcher.FailUnexpectedly(fetched.Image, error);
        }
    }

    private static Task OnOwnThread(Action work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

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

    // A stage that failed decides how this ends; the cancellation of the others only followed from it.
    private static async Task FirstFailureAsync(IReadOnlyList<Task> stages)
    {
        await Task.WhenAll(stages).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        await (stages.FirstOrDefault(stage => stage is { IsFaulted: true, Exception.InnerException: not OperationCanceledException }) ?? Task.WhenAll(stages));
    }
}
