namespace ImageRetrieval.VectorIndex;

/// <summary>The numbers below a count, divided evenly between the threads. A thread takes the numbers of its own part first. Thread-safe.</summary>
internal sealed class WorkParts
{
    private readonly int[] _next;
    private readonly int[] _ends;

    public WorkParts(int count, int threads)
    {
        _next = new int[threads];
        _ends = new int[threads];
        for (int part = 0; part < threads; part++)
        {
            _next[part] = (int)((long)count * part / threads);
            _ends[part] = (int)((long)count * (part + 1) / threads);
        }
    }

    /// <summary>The next number for thread <paramref name="own"/>; false when all are taken.</summary>
    public bool TryTake(int own, out int number)
    {
        for (int turn = 0; turn < _next.Length; turn++)
        {
            int part = (own + turn) % _next.Length;
            number = Interlocked.Increment(ref _next[part]) - 1;
            if (number < _ends[part])
                return true;
        }

        number = -1;
        return false;
    }
}
