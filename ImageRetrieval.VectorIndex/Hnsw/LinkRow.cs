namespace ImageRetrieval.VectorIndex;

/// <summary>A node's links on one level during construction, each with its distance.</summary>
// Invariant: links and distances have room for capacity entries each. Only the holder of the node's lock writes.
internal readonly unsafe struct LinkRow(int* links, float* distances, int capacity)
{
    public int Capacity => capacity;

    public int Count()
    {
        int end = new ReadOnlySpan<int>(links, capacity).IndexOf(LinkRows.End);
        return end < 0 ? capacity : end;
    }

    public int Node(int index) => links[index];

    /// <summary>NaN when unknown: the links of a continued graph have no stored distances.</summary>
    public float Distance(int index) => distances[index];

    public void Append(int index, ulong key) => Append(index, Candidate.Node(key), Candidate.Distance(key));

    public void Append(int index, int node, float distance)
    {
        distances[index] = distance;
        Volatile.Write(ref links[index], node);
    }

    /// <summary>Replaces all links one by one, never leaving the row empty, because readers do not wait for writers.</summary>
    public void Write(ReadOnlySpan<ulong> keys)
    {
        for (int i = 0; i < keys.Length; i++)
            Append(i, keys[i]);
        for (int i = keys.Length; i < capacity; i++)
            Volatile.Write(ref links[i], LinkRows.End);
    }

    public int CopyTo(Span<ulong> keys)
    {
        int count = Count();
        for (int i = 0; i < count; i++)
            keys[i] = Candidate.Key(distances[i], links[i]);
        return count;
    }
}
