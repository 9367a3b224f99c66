namespace ImageRetrieval.VectorIndex;

/// <summary>Which nodes a search has seen. Emptying it is a new generation number, not a pass over the memory.</summary>
internal sealed class VisitedSet(int count)
{
    private readonly ushort[] _marks = new ushort[count];
    private ushort _generation;

    public void Clear()
    {
        if (++_generation != 0)
            return;
        // After 65,536 generations old marks would look new.
        Array.Clear(_marks);
        _generation = 1;
    }

    /// <summary>True the first time that the node is seen.</summary>
    public bool Add(int node)
    {
        ref ushort mark = ref _marks[node];
        if (mark == _generation)
            return false;
        mark = _generation;
        return true;
    }
}
