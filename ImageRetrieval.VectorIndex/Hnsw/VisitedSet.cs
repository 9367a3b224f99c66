using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ImageRetrieval.VectorIndex;

/// <summary>The nodes that a search has seen: one bit each, so that the set for a hundred thousand nodes fits into the fastest cache.</summary>
/// <remarks>Clearing it only resets the added nodes: the cost depends on the search, not on the graph's size.</remarks>
internal sealed class VisitedSet(int count)
{
    private const int FirstSeen = 1024;

    private readonly ulong[] _words = new ulong[(count + 63) / 64];
    private int[] _seen = new int[FirstSeen];
    private int _seenCount;

    /// <summary>All nodes seen, in order of addition.</summary>
    public ReadOnlySpan<int> Seen => _seen.AsSpan(0, _seenCount);

    public void Clear()
    {
        foreach (int node in _seen.AsSpan(0, _seenCount))
            _words[node >>> 6] = 0;
        _seenCount = 0;
    }

    public void Add(int node) => AddAll(new ReadOnlySpan<int>(in node));

    /// <summary>Adds nodes and returns the new ones, in order; valid until the next addition.</summary>
    /// <exception cref="SnapshotException">A link leads outside the graph.</exception>
    // Branch-free: a branch on whether a node is new would be mispredicted every third time, at the cost of a distance.
    public Range AddAll(ReadOnlySpan<int> nodes)
    {
        if (_seen.Length - _seenCount < nodes.Length)
            Array.Resize(ref _seen, 2 * (_seenCount + nodes.Length));
        ref ulong words = ref MemoryMarshal.GetArrayDataReference(_words);
        ref int seen = ref MemoryMarshal.GetArrayDataReference(_seen);
        int first = _seenCount, next = first;
        foreach (int node in nodes)
        {
            if ((uint)node >= (uint)count)
            {
                // A row may become shorter while it is read here, because another thread changes it.
                if (node == LinkRows.End)
                    break;
                throw DamagedGraph.NodeOutOfRange(node, count);
            }

            ref ulong word = ref Unsafe.Add(ref words, node >>> 6);
            ulong before = word;
            word = before | (1UL << node);
            Unsafe.Add(ref seen, next) = node;
            next += (int)((~before >> node) & 1);
        }

        _seenCount = next;
        return first..next;
    }

    /// <summary>Adds some of a block's nodes and writes the keys of the new ones; returns how many those are.</summary>
    /// <param name="nodes">Nodes of the graph, where the mask has a bit.</param>
    /// <param name="distances">Their distances.</param>
    /// <param name="mask">The places of those that are added.</param>
    /// <param name="keys">Has room for as many as the mask has bits.</param>
    // Branch-free as AddAll, and for the same reason.
    public unsafe int AddMasked(int* nodes, float* distances, uint mask, ulong* keys)
    {
        if (_seen.Length - _seenCount < NeighborBlock.Nodes)
            Array.Resize(ref _seen, 2 * (_seenCount + NeighborBlock.Nodes));
        ref ulong words = ref MemoryMarshal.GetArrayDataReference(_words);
        ref int seen = ref MemoryMarshal.GetArrayDataReference(_seen);
        int added = 0, next = _seenCount;
        for (; mask != 0; mask &= mask - 1)
        {
            int place = BitOperations.TrailingZeroCount(mask);
            int node = nodes[place];
            ref ulong word = ref Unsafe.Add(ref words, node >>> 6);
            ulong before = word;
            word = before | (1UL << node);
            Unsafe.Add(ref seen, next) = node;
            keys[added] = Candidate.Key(distances[place], node);
            int isNew = (int)((~before >> node) & 1);
            next += isNew;
            added += isNew;
        }

        _seenCount = next;
        return added;
    }
}
