using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Numerics;

namespace ImageRetrieval.VectorIndex;

/// <summary>
/// The ef nearest nodes seen so far, ascending: both heaps of the paper's algorithm 2 (W and C) in one sorted array.
/// </summary>
/// <remarks>
/// A candidate that drops out of W would never be expanded (it is farther than the farthest of W), so C need not be stored
/// separately. An insertion is a binary search and a short memory move, and the next candidate is the first one not yet expanded.
/// </remarks>
internal sealed class CandidatePool
{
    private const int Counted = 32;

    private ulong[] _keys = [];
    private ulong[] _gathered = [];
    private int _expandable;
    private int _capacity;
    private int _count;
    private int _next;
    private int _gatheredCount;

    /// <summary>The nodes found, nearest first. Keys of expanded nodes have the mark.</summary>
    public ReadOnlySpan<ulong> Keys => _keys.AsSpan(0, _count);

    public void Reset(int ef) => Reset(ef, ef);

    /// <summary>Empties the pool.</summary>
    /// <param name="ef">The nearest that are expanded, at least 1.</param>
    /// <param name="kept">The nearest that are kept, at least <paramref name="ef"/>: more when they are re-ranked by better distances.</param>
    public void Reset(int ef, int kept)
    {
        if (_keys.Length < kept)
            _keys = new ulong[kept + Vector512<ulong>.Count];
        _expandable = ef;
        _capacity = kept;
        _count = 0;
        _next = 0;
    }

    /// <summary>Reduces the capacity.</summary>
    public void Limit(int ef)
    {
        _expandable = Math.Min(_expandable, ef);
        _capacity = Math.Min(_capacity, ef);
        _count = Math.Min(_count, _capacity);
    }

    /// <summary>Turns the nodes found into the entry points of another level: no node is marked as expanded.</summary>
    public void Restart()
    {
        for (int i = 0; i < _count; i++)
            _keys[i] = Candidate.Unexpanded(_keys[i]);
        _next = 0;
    }

    /// <summary>Gathers nodes that are near enough, for <see cref="AddGathered"/>; returns the nearest key, or the largest number if there are none.</summary>
    /// <param name="nodes">New to the pool.</param>
    /// <param name="distances">Their distances; at least as long.</param>
    // Branch-free, because which distances are near enough is unpredictable.
    public ulong Gather(ReadOnlySpan<int> nodes, ReadOnlySpan<float> distances)
    {
        ulong bound = _count == _capacity ? _keys[_count - 1] : ulong.MaxValue;
        if (_gathered.Length < nodes.Length)
            _gathered = new ulong[nodes.Length];
        ref ulong gathered = ref MemoryMarshal.GetArrayDataReference(_gathered);
        int near = 0;
        ulong nearest = ulong.MaxValue;
        for (int i = 0; i < nodes.Length; i++)
        {
            ulong key = Candidate.Key(distances[i], nodes[i]);
            Unsafe.Add(ref gathered, near) = key;
            near += key < bound ? 1 : 0;
            nearest = Math.Min(nearest, key);
        }

        _gatheredCount = near;
        return nearest;
    }

    /// <summary>Inserts the gathered nodes.</summary>
    public void AddGathered()
    {
        foreach (ulong key in _gathered.AsSpan(0, _gatheredCount))
            Add(key);
    }

    /// <summary>Inserts a key in order; false if the pool is full and the key is farther than all others.</summary>
    public bool Add(ulong key)
    {
        ulong[] keys = _keys;
        int last = _count;
        if (last == _capacity && key >= keys[--last])
            return false;

        int position = LowerBound(keys, last, key);
        keys.AsSpan(position, last - position).CopyTo(keys.AsSpan(position + 1));
        keys[position] = key;
        _count = last + 1;
        if (position < _next)
            _next = position;
        return true;
    }

    /// <summary>The nodes that <see cref="TryTakeNext"/> would currently return next; as many as fit.</summary>
    public int PeekNext(Span<int> nodes)
    {
        int found = 0;
        int end = Math.Min(_count, _expandable);
        for (int i = _next; i < end && found < nodes.Length; i++)
        {
            if (!Candidate.IsExpanded(_keys[i]))
                nodes[found++] = Candidate.Node(_keys[i]);
        }

        return found;
    }

    /// <summary>Takes and marks the nearest node that was not expanded yet; false when there is none and the search is finished.</summary>
    public bool TryTakeNext(out int node)
    {
        int end = Math.Min(_count, _expandable);
        while (_next < end && Candidate.IsExpanded(_keys[_next]))
            _next++;
        if (_next >= end)
        {
            node = -1;
            return false;
        }

        node = Candidate.Node(_keys[_next]);
        _keys[_next] = Candidate.Expanded(_keys[_next]);
        _next++;
        return true;
    }

    // Binary search without data-dependent branches (half of them would be mispredicted, at the cost of a distance), and
    // then a linear count.
    private static int LowerBound(ulong[] keys, int count, ulong key)
    {
        ref ulong first = ref MemoryMarshal.GetArrayDataReference(keys);
        int low = 0;
        while (count > Counted)
        {
            int half = count >>> 1;
            low += Unsafe.Add(ref first, low + half - 1) < key ? half : 0;
            count -= half;
        }

        int smaller = 0;
        for (int i = 0; i < count; i += Vector512<ulong>.Count)
        {
            ulong less = Vector512.LessThan(Vector512.LoadUnsafe(ref first, (nuint)(low + i)), Vector512.Create(key)).ExtractMostSignificantBits();
            smaller += BitOperations.PopCount(less & ((1UL << Math.Min(count - i, 8)) - 1));
        }

        return low + smaller;
    }
}
