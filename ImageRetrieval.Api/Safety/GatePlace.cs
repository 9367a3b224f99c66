namespace ImageRetrieval.Api.Safety;

/// <summary>A place at a core: waited for, held, and returned by disposing.</summary>
internal sealed class GatePlace(WorkGate gate, bool isHeavy) : IDisposable
{
    private readonly TaskCompletionSource<IDisposable> _turn = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private WorkGate? _gate = gate;

    internal bool IsHeavy => isHeavy;

    /// <summary>Completes when the place is held.</summary>
    internal Task<IDisposable> Turn => _turn.Task;

    internal void Call() => _turn.SetResult(this);

    internal void Cancel(CancellationToken token) => _turn.SetCanceled(token);

    public void Dispose() => Interlocked.Exchange(ref _gate, null)?.Leave(this);
}
