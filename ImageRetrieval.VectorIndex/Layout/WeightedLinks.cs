namespace ImageRetrieval.VectorIndex;

/// <summary>An undirected graph with weights: for each node its links in ascending order, each link in the rows of both ends.</summary>
internal sealed class WeightedLinks
{
    private readonly int[] _starts;
    private readonly int[] _ends;
    private readonly float[] _weights;

    private WeightedLinks(int[] starts, int[] ends, float[] weights) => (_starts, _ends, _weights) = (starts, ends, weights);

    public int Count => _starts.Length - 1;

    public ReadOnlySpan<int> Of(int node) => _ends.AsSpan(_starts[node].._starts[node + 1]);

    public ReadOnlySpan<float> WeightsOf(int node) => _weights.AsSpan(_starts[node].._starts[node + 1]);

    public float LargestWeight => _weights.Length == 0 ? 0 : _weights.Max();

    /// <summary>
    /// From weights of one direction each: two that belong to one link are combined as probabilities of which at least one
    /// holds, a + b - ab (UMAP, arXiv 1802.03426, section 3.1).
    /// </summary>
    /// <param name="count">The number of nodes.</param>
    /// <param name="from">The first node of each.</param>
    /// <param name="to">The second node of each, another one.</param>
    /// <param name="weights">0 to 1.</param>
    public static WeightedLinks Union(int count, ReadOnlySpan<int> from, ReadOnlySpan<int> to, ReadOnlySpan<float> weights)
    {
        int[] starts = new int[count + 1];
        for (int i = 0; i < from.Length; i++)
        {
            starts[from[i] + 1]++;
            starts[to[i] + 1]++;
        }

        for (int node = 0; node < count; node++)
            starts[node + 1] += starts[node];
        int[] next = starts[..count], ends = new int[starts[count]];
        float[] values = new float[ends.Length];
        for (int i = 0; i < from.Length; i++)
        {
            (ends[next[from[i]]], values[next[from[i]]++]) = (to[i], weights[i]);
            (ends[next[to[i]]], values[next[to[i]]++]) = (from[i], weights[i]);
        }

        return Merged(starts, ends, values);
    }

    /// <summary>From the sums of weights between pairs; a pair of a node with itself is left out.</summary>
    public static WeightedLinks Of(int count, Dictionary<(int First, int Second), double> sums)
    {
        var pairs = sums.Where(pair => pair.Key.First != pair.Key.Second).OrderBy(pair => pair.Key).ToArray();
        int[] starts = new int[count + 1];
        foreach (var ((first, second), _) in pairs)
        {
            starts[first + 1]++;
            starts[second + 1]++;
        }

        for (int node = 0; node < count; node++)
            starts[node + 1] += starts[node];
        int[] next = starts[..count], ends = new int[starts[count]];
        float[] values = new float[ends.Length];
        foreach (var ((first, second), sum) in pairs)
        {
            (ends[next[first]], values[next[first]++]) = (second, (float)sum);
            (ends[next[second]], values[next[second]++]) = (first, (float)sum);
        }

        return new WeightedLinks(starts, ends, values);
    }

    private static WeightedLinks Merged(int[] starts, int[] ends, float[] weights)
    {
        int written = 0;
        int[] merged = new int[starts.Length];
        for (int node = 0; node + 1 < starts.Length; node++)
        {
            int first = starts[node], end = starts[node + 1];
            Array.Sort(ends, weights, first, end - first);
            merged[node] = written;
            for (int i = first; i < end; i++)
            {
                if (i > first && ends[written - 1] == ends[i])
                    weights[written - 1] += weights[i] - (weights[written - 1] * weights[i]);
                else
                    (ends[written], weights[written++]) = (ends[i], weights[i]);
            }
        }

        merged[^1] = written;
        return new WeightedLinks(merged, ends[..written], weights[..written]);
    }
}
