namespace ImageRetrieval.VectorIndex;

/// <summary>One lock per node, a byte each: held for the few microseconds in which its links are changed.</summary>
internal sealed class NodeLocks(int count)
{
    private const byte Free = 0;
    private const byte Held = 1;

    private readonly byte[] _states = new byte[count];

    public void Enter(int node)
    {
        ref byte state = ref _states[node];
        if (Interlocked.CompareExchange(ref state, Held, Free) == Free)
            return;
        var spin = default(SpinWait);
        do
        {
            spin.SpinOnce();
        }
        while (Interlocked.CompareExchange(ref state, Held, Free) != Free);
    }

    public void Exit(int node) => Volatile.Write(ref _states[node], Free);
}
