using System.Numerics;

namespace ImageRetrieval.VectorIndex;

/// <summary>Nodes of one graph, a bit each: which of them a search may answer with.</summary>
/// <remarks>Not thread-safe while it is filled; searches only read it.</remarks>
public sealed class NodeSet
{
    private const int BitsPerWord = 64;

    private readonly ulong[] _words;

    /// <summary>An empty set.</summary>
    /// <param name="graphCount"><see cref="HnswGraph.Count"/> of the graph whose nodes it holds, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    public NodeSet(int graphCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(graphCount);
        GraphCount = graphCount;
        _words = new ulong[(graphCount + BitsPerWord - 1) / BitsPerWord];
    }

    /// <summary>Nodes of the graph, in the set or not.</summary>
    public int GraphCount { get; }

    /// <summary>Nodes in the set.</summary>
    public int Count { get; private set; }

    /// <summary>Puts a node in; false if it was there.</summary>
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

    /// <summary>Takes a node out; false if it was not there.</summary>
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

    /// <summary>Whether a node is in.</summary>
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

    /// <summary>Writes the set's nodes from <paramref name="next"/> on, ascending, as many as there is room for; moves next behind the last.</summary>
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
