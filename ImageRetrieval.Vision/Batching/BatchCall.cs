using System.Buffers;
using System.Runtime.ExceptionServices;

namespace ImageRetrieval.Vision.Batching;

/// <summary>
/// One image on its way through a batch: its caller waits, another thread completes it. A caller that is cancelled
/// leaves at once, and what the batch later has for it is dropped.
/// </summary>
internal sealed class BatchCall
{
    private readonly object _turn = new();
    private readonly Memory<float> _embedding;
    private float[]? _pixels;
    private ExceptionDispatchInfo? _failure;
    private bool _done;
    private bool _left;

    /// <param name="pixels">An input, rented from the shared pool; from now on it is this call's to give back.</param>
    /// <param name="embedding">Where the result goes; the caller's, and not touched any more once it has left.</param>
    internal BatchCall(float[] pixels, Memory<float> embedding) => (_pixels, _embedding) = (pixels, embedding);

    /// <summary>Time stamp of its queue's clock at which it began to wait.</summary>
    internal long Since { get; init; }

    /// <summary>The input; readable until <see cref="ReturnPixels"/>.</summary>
    internal ReadOnlySpan<float> Pixels => _pixels ?? throw new ObjectDisposedException(nameof(BatchCall));

    /// <summary>Waits for the result.</summary>
    /// <returns>Whether there is one; false when the token was cancelled first.</returns>
    internal bool Wait(CancellationToken token)
    {
        using var cancelled = token.UnsafeRegister(static call => ((BatchCall)call!).Wake(), this);
        lock (_turn)
        {
            while (!_done && !token.IsCancellationRequested)
                Monitor.Wait(_turn);
            _left = !_done;
            _failure?.Throw();
            return !_left;
        }
    }

    /// <summary>Copies the result to the caller, unless it has left.</summary>
    internal void Complete(ReadOnlySpan<float> embedding)
    {
        lock (_turn)
        {
            if (_done)
                return;
            if (!_left)
                embedding.CopyTo(_embedding.Span);
            _done = true;
            Monitor.PulseAll(_turn);
        }
    }

    /// <summary>Throws it in the caller; without effect on a call that is complete.</summary>
    internal void Fail(Exception failure)
    {
        lock (_turn)
        {
            if (_done)
                return;
            _failure = ExceptionDispatchInfo.Capture(failure);
            _done = true;
            Monitor.PulseAll(_turn);
        }
    }

    /// <summary>Gives the input back to the pool; whoever took the call out of the queue does it, once.</summary>
    internal void ReturnPixels()
    {
        if (Interlocked.Exchange(ref _pixels, null) is { } pixels)
            ArrayPool<float>.Shared.Return(pixels);
    }

    private void Wake()
    {
        lock (_turn)
            Monitor.PulseAll(_turn);
    }
}
