namespace ImageRetrieval.Worker.Ingest;

/// <summary>Pauses the work between two images. Thread-safe.</summary>
internal sealed class PauseGate
{
    private readonly Lock _turn = new();
    private TaskCompletionSource? _closed;

    internal void Pause()
    {
        lock (_turn)
            _closed ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    internal void Resume()
    {
        lock (_turn)
        {
            _closed?.SetResult();
            _closed = null;
        }
    }

    /// <summary>Returns immediately unless the work is paused.</summary>
    internal Task WaitAsync(CancellationToken token)
    {
        lock (_turn)
            return _closed is null ? Task.CompletedTask : _closed.Task.WaitAsync(token);
    }
}
