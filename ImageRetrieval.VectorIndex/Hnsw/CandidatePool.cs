namespace ImageRetrieval.VectorIndex;

/// <summary>
/// The ef nearest nodes seen so far, ascending: both heaps of the paper's algorithm 2 (W and C) in one sorted array.
/// </summary>
/// <remarks>
/// A candidate that falls out of W could never be expanded (it is farther than the farthest of W), so C need not be
/// kept apart. Inserting is a binary search and a short memory move, and the next candidate is the first one not
/// yet expanded.
/// </remarks>
internal sealed class CandidatePool
{
    private ulong[] _keys = [];
    private int _capacity;
    private int _count;
    private int _next;

    /// <summary>What was found, nearest first. Keys of expanded nodes carry the mark.</summary>
    public ReadOnlySpan<ulong> Keys => _keys.AsSpan(0, _count);

    public void Reset(int ef)
    {
        if (_keys.Length < ef)
            _keys = new ulong[ef];
        _capacity = ef;
        _count = 0;
        _next = 0;
    }

    /// <summary>Makes what was found the entry points of another level: nothing is expanded any more.</summary>
    public void Restart()
    {
        for (int i = 0; i < _count; i++)
            _keys[i] = Candidate.Unexpanded(_keys[i]);
        _next = 0;
    }

    public void Add(ulong key)
    {
        if (_count == _capacity)
        {
            if (key >= _keys[_count - 1])
                return;
            _count--;
        }

        int position = LowerBound(key);
        Array.Copy(_keys, position, _keys, position + 1, _count - position);
        _keys[position] = key;
        _count++;
        if (position < _next)
            _next = position;
    }

    /// <summary>The nearest node that was not expanded yet, now marked; false when there is none: the search is over.</summary>
    public bool TryTakeNext(out int node)
    {
        while (_next < _count && Candidate.IsExpanded(_keys[_next]))
            _next++;
        if (_next == _count)
        {
            node = -1;
            return false;
        }

        node = Candidate.Node(_keys[_next]);
        _keys[_next] = Candidate.Expanded(_keys[_next]);
        _next++;
        return true;
    }

    private int LowerBound(ulong key)
    {
        int low = 0, high = _count;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (_keys[middle] < key)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
