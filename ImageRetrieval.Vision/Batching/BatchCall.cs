using System.Buffers;
using System.Runtime.ExceptionServices;

namespace ImageRetrieval.Vision.Batching;

/// <summary>
/// One image in a batch: its caller waits, another thread completes it. A cancelled caller returns immediately, and the result
/// that the batch later computes for it is dropped.
/// </summary>
internal sealed class BatchCall
{
    private readonly object _turn = new();
    private readonly Memory<float> _embedding;
    private float[]? _pixels;
    private ExceptionDispatchInfo? _failure;
    private bool _done;
    private bool _left;

    /// <param name="pixels">An input, rented from the shared pool; this call returns it.</param>
    /// <param name="embedding">The caller's memory for the result; not written to after the caller has returned.</param>
    internal BatchCall(float[] pixels, Memory<float> embedding) => (_pixels, _embedding) = (pixels, embedding);

    /// <summary>Time stamp of the queue's clock when the call was enqueued.</summary>
    internal long Since { get; init; }

    /// <summary>The input; readable until <see cref="ReturnPixels"/>.</summary>
    internal ReadOnlySpan<float> Pixels => _pixels ?? throw new ObjectDisposedException(nameof(BatchCall));

    /// <summary>Waits for the result.</summary>
    /// <returns>True when there is a result; false when the token was cancelled first.</returns>
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

    /// <summary>Copies the result to the caller, unless the caller was cancelled.</summary>
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

    /// <summary>Throws the error in the caller; has no effect on a completed call.</summary>
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

    /// <summary>Returns the input to the pool; called once, by the code that dequeued the call.</summary>
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
