namespace ImageRetrieval.VectorIndex;

/// <summary>The nearest neighbours of every node, each with its score, best first: from the stored context, or by searches of the graph.</summary>
/// <param name="width">Places of a node.</param>
/// <param name="nodes">A row of places for each node; -1 after the last neighbour.</param>
/// <param name="scores">Their scores.</param>
internal sealed class NearestTable(int width, int[] nodes, float[] scores)
{
    // As for the context: enough for comparing neighbourhoods.
    private const int EfSearch = 32;

    public int Count => nodes.Length / width;

    public int Width => width;

    public static NearestTable Read(HnswGraph graph, ContextRows context, int threads, CancellationToken token)
    {
        const int width = ContextRow.Stored;
        int[] nodes = new int[graph.Count * width];
        float[] scores = new float[nodes.Length];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = token };
        Parallel.For(0, graph.Count, parallel, node =>
        {
            Span<int> foundNodes = nodes.AsSpan(node * width, width);
            Span<float> foundScores = scores.AsSpan(node * width, width);
            if (context.Exist)
            {
                context[node].Nodes.CopyTo(foundNodes);
                context[node].Scores.CopyTo(foundScores);
            }
            else
            {
                Search(graph, node, foundNodes, foundScores);
            }
        });
        return new NearestTable(width, nodes, scores);
    }

    /// <summary>The neighbours of a node that are there.</summary>
    public ReadOnlySpan<int> Nodes(int node)
    {
        ReadOnlySpan<int> row = nodes.AsSpan(node * width, width);
        int end = row.IndexOf(-1);
        return end < 0 ? row : row[..end];
    }

    /// <summary>The scores of <see cref="Nodes"/>.</summary>
    public ReadOnlySpan<float> Scores(int node) => scores.AsSpan(node * width, width);

    private static void Search(HnswGraph graph, int node, Span<int> nodes, Span<float> scores)
    {
        nodes.Fill(-1);
        int known = 0;
        // One more than is wanted: the node itself is the nearest.
        foreach (Neighbor neighbor in graph.Search(graph.View.Vectors.Vector(node), nodes.Length + 1, EfSearch))
        {
            if (neighbor.Node != node && known < nodes.Length)
                (nodes[known], scores[known++]) = (neighbor.Node, Math.Max(-1f, 1f - neighbor.Distance));
        }
    }
}
