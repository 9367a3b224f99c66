namespace ImageRetrieval.LocalHosting.Lifecycle;

/// <summary>
/// Wakes everyone who waits for a change. Take <see cref="Next"/> before reading the state, then await it: a change in
/// between is not missed, and many changes cost a slow reader one wake-up.
/// </summary>
internal sealed class ChangeSignal
{
    private TaskCompletionSource _next = Create();

    public Task Next => Volatile.Read(ref _next).Task;

    public void Pulse() => Interlocked.Exchange(ref _next, Create()).TrySetResult();

    private static TaskCompletionSource Create() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
