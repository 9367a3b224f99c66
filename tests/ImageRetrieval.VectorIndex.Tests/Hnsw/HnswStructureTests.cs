namespace ImageRetrieval.VectorIndex.Tests;

public sealed class HnswStructureTests
{
    private static readonly TestVectors s_vectors = TestVectors.CnnLike(3000, dimension: 64, seed: 12);
    private static readonly HnswGraph s_graph = s_vectors.Build();

    // A heuristic that compares candidates with the query, and not with the neighbours already chosen, keeps one link a node.
    [Fact]
    public void Nodes_have_several_links_and_none_more_than_allowed()
    {
        int[] degrees = [.. Enumerable.Range(0, s_graph.Count).Select(node => s_graph.View.Links(node, 0).Length)];
        Assert.InRange(degrees.Average(), s_graph.M / 2.0, s_graph.M0);
        Assert.InRange(degrees.Max(), s_graph.M + 1, s_graph.M0);
        Assert.InRange(degrees.Count(d => d <= 2), 0, s_graph.Count / 50);
    }

    [Fact]
    public void Mutually_orthogonal_vectors_keep_several_links_too()
    {
        const int Axes = 200;
        var builder = new HnswBuilder(Axes, new HnswOptions());
        for (int i = 0; i < Axes; i++)
        {
            var axis = new float[Axes];
            axis[i] = 1;
            builder.Add(axis);
        }

        HnswGraph graph = builder.Build();
        Assert.InRange(Enumerable.Range(0, Axes).Average(node => graph.View.Links(node, 0).Length), 8, 32);
    }

    [Fact]
    public void No_node_links_to_itself_or_twice_to_another()
    {
        for (int node = 0; node < s_graph.Count; node++)
        {
            int[] links = s_graph.View.Links(node, 0).ToArray();
            Assert.DoesNotContain(node, links);
            Assert.Equal(links.Length, links.Distinct().Count());
        }
    }

    // floor(-ln(U) / ln M): one node in M is on level 1 or above, one in M squared on level 2 or above.
    [Fact]
    public void Levels_thin_out_by_M()
    {
        int[] levels = [.. Enumerable.Range(0, 100_000).Select(node => LevelDraw.Level(seed: 5, node, m: 16))];
        Assert.InRange(levels.Count(l => l >= 1), 100_000 / 16 - 300, 100_000 / 16 + 300);
        Assert.InRange(levels.Count(l => l >= 2), 100_000 / 256 - 80, 100_000 / 256 + 80);
        Assert.NotEqual(levels[..1000], Enumerable.Range(0, 1000).Select(node => LevelDraw.Level(seed: 6, node, m: 16)));
    }

    [Fact]
    public void Every_node_can_be_reached_from_the_entry_point() =>
        Assert.Equal(s_graph.Count, RecallMeter.CountReachable(s_graph.View, s_graph.EntryPoint));

    [Fact]
    public void The_same_vectors_and_seed_give_the_same_graph_and_another_seed_other_levels()
    {
        HnswGraph again = s_vectors.Build();
        for (int node = 0; node < s_graph.Count; node++)
        {
            for (int level = 0; level <= s_graph.Storage!.Levels[node]; level++)
                Assert.Equal(s_graph.View.Links(node, level), again.View.Links(node, level));
        }

        Assert.Equal(s_graph.EntryPoint, again.EntryPoint);
        Assert.Equal(s_graph.Storage!.Levels, again.Storage!.Levels);
        Assert.NotEqual(s_graph.Storage.Levels, s_vectors.Build(new HnswOptions { Seed = 43 }).Storage!.Levels);
    }
}
