using System.Numerics;

namespace ImageRetrieval.VectorIndex;

/// <summary>A set of nodes of one graph, one bit each: the nodes that a search may return.</summary>
/// <remarks>Not thread-safe while it is being filled; searches only read it.</remarks>
public sealed class NodeSet
{
    private const int BitsPerWord = 64;

    private readonly ulong[] _words;

    /// <summary>An empty set.</summary>
    /// <param name="graphCount"><see cref="HnswGraph.Count"/> of the graph, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    public NodeSet(int graphCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(graphCount);
        GraphCount = graphCount;
        _words = new ulong[(graphCount + BitsPerWord - 1) / BitsPerWord];
    }

    /// <summary>The number of nodes of the graph.</summary>
    public int GraphCount { get; }

    /// <summary>The number of nodes in the set.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a node; false if it was already in the set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The graph has no such node.</exception>
    public bool Add(int node)
    {
        ulong bit = Bit(node);
        ref ulong word = ref _words[node / BitsPerWord];
        if ((word & bit) != 0)
            return false;
        word |= bit;
        Count++;
        return true;
    }

    /// <summary>Removes a node; false if it was not in the set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The graph has no such node.</exception>
    public bool Remove(int node)
    {
        ulong bit = Bit(node);
        ref ulong word = ref _words[node / BitsPerWord];
        if ((word & bit) == 0)
            return false;
        word &= ~bit;
        Count--;
        return true;
    }

    /// <summary>Whether the set contains a node.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The graph has no such node.</exception>
    public bool Contains(int node)
    {
        ulong bit = Bit(node);
        return (_words[node / BitsPerWord] & bit) != 0;
    }

    /// <summary>All nodes of the graph that are not in this set.</summary>
    public NodeSet Complement()
    {
        var others = new NodeSet(GraphCount);
        for (int node = 0; node < GraphCount; node++)
        {
            if (!Contains(node))
                others.Add(node);
        }

        return others;
    }

    /// <summary>Writes the set's nodes from <paramref name="next"/> on, ascending, as many as fit; sets next to the position after the last.</summary>
    internal int NextNodes(Span<int> nodes, ref int next)
    {
        int taken = 0;
        while (next < GraphCount && taken < nodes.Length)
        {
            ulong rest = _words[next / BitsPerWord] >> (next % BitsPerWord);
            if (rest == 0)
            {
                next = (next / BitsPerWord + 1) * BitsPerWord;
                continue;
            }

            next += BitOperations.TrailingZeroCount(rest);
            nodes[taken++] = next++;
        }

        return taken;
    }

    private ulong Bit(int node)
    {
        if ((uint)node >= (uint)GraphCount)
            throw new ArgumentOutOfRangeException(nameof(node), node, $"The graph has {GraphCount} nodes, 0 to {GraphCount - 1}.");
        return 1UL << (node % BitsPerWord);
    }
}
