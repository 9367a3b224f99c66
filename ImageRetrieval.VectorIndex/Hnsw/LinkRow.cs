namespace ImageRetrieval.VectorIndex;

/// <summary>One node's links at one level while they still change, each with its distance.</summary>
// Invariant: links has 1 + capacity ints (the count, then the nodes) and distances as many floats (the first unused).
internal readonly unsafe struct LinkRow(int* links, float* distances, int capacity)
{
    public int Count => links[0];

    public int Capacity => capacity;

    public ulong Key(int index) => Candidate.Key(distances[1 + index], links[1 + index]);

    public void Clear() => new Span<int>(links, 1 + capacity).Clear();

    public void Append(ulong key)
    {
        int next = ++links[0];
        links[next] = Candidate.Node(key);
        distances[next] = Candidate.Distance(key);
    }
}
