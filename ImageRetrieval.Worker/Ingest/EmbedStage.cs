using ImageRetrieval.Collection.Catalog;
using ImageRetrieval.Collection.Images;
using ImageRetrieval.Vision.Decoding;
using ImageRetrieval.Worker.Download;
using ImageRetrieval.Worker.Status;

namespace ImageRetrieval.Worker.Ingest;

/// <summary>One fetched image through the models, and its outcome. Thread-safe; its threads may be blocked.</summary>
internal sealed class EmbedStage(IImageStore images, ImageEmbedder embedder, ImageFailures failures, IOutcomes outcomes, RunCounters counters, ImagesInProgress inWork)
{
    /// <summary>Whether the stored bytes of an image were missing: another pass downloads it.</summary>
    internal bool LostFiles { get; private set; }

    /// <summary>CPU work; blocks its thread.</summary>
    internal void Embed(FetchedImage fetched, CancellationToken token)
    {
        using var current = inWork.BeginEmbedding(fetched.Image.Source);
        var id = fetched.Image.Source.ImageId;
        using var stored = fetched.Bytes is null ? Read(fetched.File, token) : null;
        if ((fetched.Bytes ?? stored) is not { } bytes)
        {
            OwnThread.Wait(outcomes.AddAsync(new Outcome.Lost(id)));
            counters.CountDownloadLost();
            LostFiles = true;
            return;
        }
        try
        {
            var models = embedder.Embed(fetched.File.Sha256, bytes.Span, fetched.IsNew, token);
            OwnThread.Wait(outcomes.AddAsync(new Outcome.Embedded(id, fetched.File.Sha256, models)));
            counters.CountIndexed();
        }
        catch (ImageDecodeException failure)
        {
            // The header was right and the pixels are not: a truncated or damaged file.
            counters.CountDownloadLost();
            OwnThread.Wait(failures.FailDecodingAsync(fetched, failure));
        }
        catch (Exception error) when (RowTrouble.IsOfOneRow(error))
        {
            counters.CountDownloadLost();
            OwnThread.Wait(failures.FailUnexpectedlyAsync(fetched, error));
        }
    }

    private ReceivedBytes? Read(StoredImage file, CancellationToken token)
    {
        var bytes = new ReceivedBytes((int)file.Bytes + 1);
        try
        {
            if (OwnThread.Wait(images.ReadAsync(file, bytes, token)))
                return bytes;
        }
        catch
        {
            bytes.Dispose();
            throw;
        }
        bytes.Dispose();
        return null;
    }
}
