using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ImageRetrieval.VectorIndex;

/// <summary>Which nodes a search has seen: a bit each, so that the set of a hundred thousand nodes stays in the fastest cache.</summary>
/// <remarks>Emptying it undoes what was added, not the whole memory: the cost is that of the search, whatever the graph's size.</remarks>
internal sealed class VisitedSet(int count)
{
    private const int FirstSeen = 1024;

    private readonly ulong[] _words = new ulong[(count + 63) / 64];
    private int[] _seen = new int[FirstSeen];
    private int _seenCount;

    /// <summary>All nodes seen, in the order in which they were added.</summary>
    public ReadOnlySpan<int> Seen => _seen.AsSpan(0, _seenCount);

    public void Clear()
    {
        foreach (int node in _seen.AsSpan(0, _seenCount))
            _words[node >>> 6] = 0;
        _seenCount = 0;
    }

    public void Add(int node) => AddAll(new ReadOnlySpan<int>(in node));

    /// <summary>Adds nodes and returns those that were not there, in their order; valid until the next addition.</summary>
    /// <exception cref="SnapshotException">A link leads outside the graph.</exception>
    // Whether a node is new decides nothing but a sum: a branch would be mispredicted every third time, at the price of a distance.
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
                // A row that another thread shortens while it is read here ends earlier than it did a moment ago.
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
}
