using System.Collections.Concurrent;

namespace ImageRetrieval.Worker.Status;

/// <summary>What was done so far, in numbers: stages count, and decisions and reports read. Thread-safe.</summary>
internal sealed class RunCounters(TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, long> _embedded = new(StringComparer.Ordinal);
    private readonly RateMeter _downloadRate = new(clock);
    private readonly RateMeter _byteRate = new(clock);
    private readonly RateMeter _embeddingRate = new(clock);
    private long _total, _downloaded, _indexed, _failed, _downloads, _embeddings, _retries;
    private long _startedTicks, _finishedInPass, _lastFinished;

    /// <summary>Rows of the lists.</summary>
    internal long Total => Volatile.Read(ref _total);

    /// <summary>Images whose bytes are stored.</summary>
    internal long Downloaded => Volatile.Read(ref _downloaded);

    /// <summary>Images that every model has processed.</summary>
    internal long Indexed => Volatile.Read(ref _indexed);

    /// <summary>Rows and images that failed.</summary>
    internal long Failed => Volatile.Read(ref _failed);

    /// <summary>Downloads by this process.</summary>
    internal long Downloads => Volatile.Read(ref _downloads);

    /// <summary>Embeddings by this process, over all models.</summary>
    internal long Embeddings => Volatile.Read(ref _embeddings);

    /// <summary>Downloads that failed and were queued for a retry, by this process.</summary>
    internal long Retries => Volatile.Read(ref _retries);

    /// <summary>Changes whenever an image was downloaded or embedded.</summary>
    internal long WorkDone => Downloads + Embeddings;

    /// <summary>How long ago an image was finished, or the pass began.</summary>
    internal TimeSpan SinceLastFinished => clock.GetElapsedTime(Volatile.Read(ref _lastFinished));

    /// <summary>What the stages do at this moment.</summary>
    internal StageRates Rates => new(Math.Round(_downloadRate.PerSecond, 1), Math.Round(_byteRate.PerSecond), Math.Round(_embeddingRate.PerSecond, 1));

    /// <summary>Images finished per second, over this pass.</summary>
    internal double PerSecond
    {
        get
        {
            var started = Volatile.Read(ref _startedTicks);
            var seconds = started == 0 ? 0 : clock.GetElapsedTime(started).TotalSeconds;
            return seconds > 0 ? Volatile.Read(ref _finishedInPass) / seconds : 0;
        }
    }

    /// <summary>The models that have a count.</summary>
    internal IEnumerable<string> Models => _embedded.Keys;

    /// <summary>Images that a model has embedded.</summary>
    internal long EmbeddedBy(string model) => _embedded.GetValueOrDefault(model);

    /// <summary>Begins a pass.</summary>
    /// <param name="total">Rows of the lists.</param>
    /// <param name="failed">Rows that are known to fail in this pass.</param>
    /// <param name="downloaded">Images whose bytes are stored already.</param>
    /// <param name="indexed">Images that every model has processed already.</param>
    internal void Begin(long total, long failed, long downloaded = 0, long indexed = 0)
    {
        Volatile.Write(ref _total, total);
        Volatile.Write(ref _failed, failed);
        Volatile.Write(ref _downloaded, downloaded);
        Volatile.Write(ref _indexed, indexed);
        Volatile.Write(ref _finishedInPass, 0);
        Volatile.Write(ref _startedTicks, clock.GetTimestamp());
        Volatile.Write(ref _lastFinished, clock.GetTimestamp());
    }

    internal void CountDownload(long bytes)
    {
        Interlocked.Increment(ref _downloaded);
        Interlocked.Increment(ref _downloads);
        _downloadRate.Add(1);
        CountBytes(bytes);
    }

    internal void CountBytes(long bytes) => _byteRate.Add(bytes);

    internal void CountDownloadLost() => Interlocked.Decrement(ref _downloaded);

    /// <summary>An image has other bytes now: what was counted for the old ones no longer holds.</summary>
    /// <param name="models">The models that have embedded the old ones.</param>
    internal void CountChanged(IEnumerable<string> models)
    {
        Interlocked.Decrement(ref _downloaded);
        Interlocked.Decrement(ref _indexed);
        foreach (var model in models)
            CountEmbedded(model, -1);
    }

    /// <summary>Stored images were omitted, or included again when negative.</summary>
    internal void CountLeftOut(int images)
    {
        Interlocked.Add(ref _downloaded, -images);
        Interlocked.Add(ref _indexed, -images);
        Interlocked.Add(ref _failed, images);
    }

    internal void CountEmbedding(string model)
    {
        Interlocked.Increment(ref _embeddings);
        _embeddingRate.Add(1);
        CountEmbedded(model, 1);
    }

    internal void CountEmbedded(string model, long count) => _embedded.AddOrUpdate(model, count, (_, old) => old + count);

    internal void SetEmbedded(string model, long count) => _embedded[model] = count;

    internal void CountIndexed()
    {
        Interlocked.Increment(ref _indexed);
        CountFinished();
    }

    internal void CountFailed()
    {
        Interlocked.Increment(ref _failed);
        CountFinished();
    }

    internal void CountRetry() => Interlocked.Increment(ref _retries);

    private void CountFinished()
    {
        Interlocked.Increment(ref _finishedInPass);
        Volatile.Write(ref _lastFinished, clock.GetTimestamp());
    }
}
