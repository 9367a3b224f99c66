namespace ImageRetrieval.Vision.Batching;

/// <summary>
/// Combines calls of many threads into runs of many images: one run at a time, on a dedicated thread. A run starts when a full
/// batch is waiting, or when the oldest call has waited long enough; calls that arrive meanwhile go into the next run.
/// </summary>
internal sealed class BatchQueue : IDisposable
{
    private readonly object _turn = new();
    private readonly List<BatchCall> _waiting = [];
    private readonly string _model;
    private readonly BatchSettings _settings;
    private readonly Action<IReadOnlyList<BatchCall>> _run;
    private readonly ITimer _timer;
    private BatchCall? _timed;
    private long _added;
    private bool _closed;

    /// <param name="model">The model's name, for messages.</param>
    /// <param name="settings">The batch size and the waiting time.</param>
    /// <param name="run">Completes every call of one batch; an exception is passed to each of them.</param>
    internal BatchQueue(string model, BatchSettings settings, Action<IReadOnlyList<BatchCall>> run)
    {
        (_model, _settings, _run) = (model, settings, run);
        _timer = settings.Clock.CreateTimer(_ => OnTime(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        new Thread(RunBatches) { IsBackground = true, Name = $"batches of {model}" }.Start();
    }

    /// <summary>The number of images waiting for their run to start.</summary>
    internal int Length
    {
        get
        {
            lock (_turn)
                return _waiting.Count;
        }
    }

    /// <summary>The total number of images so far.</summary>
    internal long Added => Volatile.Read(ref _added);

    /// <summary>Waits until a batch with this image has run.</summary>
    /// <param name="pixels">The input, rented from the shared pool; the queue gives it back.</param>
    /// <param name="embedding">Where the result goes.</param>
    /// <param name="token">Cancels this call only; the others of its batch are not affected.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled before there was a result.</exception>
    /// <exception cref="ObjectDisposedException">The model was disposed before the run started.</exception>
    internal void Run(float[] pixels, Memory<float> embedding, CancellationToken token)
    {
        var call = new BatchCall(pixels, embedding) { Since = _settings.Clock.GetTimestamp() };
        Add(call);
        if (call.Wait(token))
            return;
        Withdraw(call);
        throw new OperationCanceledException(token);
    }

    /// <summary>Fails the waiting calls. A run in progress is completed.</summary>
    public void Dispose()
    {
        List<BatchCall> left;
        lock (_turn)
        {
            _closed = true;
            left = [.. _waiting];
            _waiting.Clear();
            Monitor.PulseAll(_turn);
        }
        _timer.Dispose();
        foreach (var call in left)
        {
            call.Fail(Closed());
            call.ReturnPixels();
        }
    }

    private ObjectDisposedException Closed() =>
        new(nameof(Embedding.EmbeddingModel), $"Model '{_model}' was disposed before this image was embedded: load it again.");

    private void Add(BatchCall call)
    {
        lock (_turn)
        {
            if (!_closed)
            {
                _waiting.Add(call);
                _added++;
                Monitor.PulseAll(_turn);
                return;
            }
        }
        call.ReturnPixels();
        throw Closed();
    }

    private void Withdraw(BatchCall call)
    {
        bool mine;
        lock (_turn)
            mine = _waiting.Remove(call);
        if (mine)
            call.ReturnPixels(); // otherwise a batch holds it, and returns the pixels
    }

    private void RunBatches()
    {
        while (TryTake(out var batch))
        {
            // Not swallowed: it is rethrown in each caller.
#pragma warning disable CA1031
            try
            {
                _run(batch);
            }
            catch (Exception failure)
            {
                foreach (var call in batch)
                    call.Fail(failure);
            }
#pragma warning restore CA1031
            foreach (var call in batch)
                call.ReturnPixels();
        }
    }

    /// <summary>Waits for a batch that may start; false when the queue is closed.</summary>
    private bool TryTake(out List<BatchCall> batch)
    {
        lock (_turn)
        {
            while (!_closed && !MayStart())
                Monitor.Wait(_turn);
            var count = Math.Min(_waiting.Count, _settings.MaxBatch);
            batch = _waiting.GetRange(0, count);
            _waiting.RemoveRange(0, count);
            return !_closed;
        }
    }

    private bool MayStart()
    {
        if (_waiting.Count == 0)
            return false;
        var oldest = _waiting[0];
        var rest = _settings.Wait - _settings.Clock.GetElapsedTime(oldest.Since);
        if (_waiting.Count >= _settings.MaxBatch || rest <= TimeSpan.Zero)
            return true;
        if (_timed != oldest)
        {
            // Whole milliseconds, rounded up: that is a timer's resolution, and a timer that fires early would only be set again.
            _timed = oldest;
            _timer.Change(TimeSpan.FromMilliseconds(Math.Ceiling(rest.TotalMilliseconds)), Timeout.InfiniteTimeSpan);
        }
        return false;
    }

    private void OnTime()
    {
        lock (_turn)
        {
            _timed = null;
            Monitor.PulseAll(_turn);
        }
    }
}
