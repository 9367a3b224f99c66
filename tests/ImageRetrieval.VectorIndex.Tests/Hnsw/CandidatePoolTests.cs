namespace ImageRetrieval.VectorIndex.Tests;

public sealed class CandidatePoolTests
{
    [Fact]
    public void It_keeps_the_nearest_and_offers_them_nearest_first()
    {
        var random = new Random(4);
        var pool = new CandidatePool();
        for (int round = 0; round < 50; round++)
        {
            ulong[] keys = [.. Enumerable.Range(0, 100).Select(node => Candidate.Key(random.Next(20) / 20f, node))];
            random.Shuffle(keys);
            pool.Reset(ef: 30);
            foreach (ulong key in keys)
                pool.Add(key);
            Assert.Equal(keys.Order().Take(30), pool.Keys.ToArray());

            var offered = new List<int>();
            while (pool.TryTakeNext(out int node))
                offered.Add(node);
            Assert.Equal(keys.Order().Take(30).Select(Candidate.Node), offered);
        }
    }

    [Fact]
    public void A_nearer_candidate_that_comes_late_is_offered_next()
    {
        var pool = new CandidatePool();
        pool.Reset(ef: 3);
        pool.Add(Candidate.Key(0.5f, 1));
        pool.Add(Candidate.Key(0.6f, 2));
        Assert.True(pool.TryTakeNext(out int first));
        pool.Add(Candidate.Key(0.4f, 3));
        Assert.True(pool.TryTakeNext(out int second));
        Assert.True(pool.TryTakeNext(out int third));
        Assert.Equal([1, 3, 2], [first, second, third]);
        Assert.False(pool.TryTakeNext(out _));
    }

    [Fact]
    public void Keys_sort_by_distance_then_node_and_give_both_back()
    {
        Assert.True(Candidate.Key(0.1f, 9) < Candidate.Key(0.2f, 1));
        Assert.True(Candidate.Key(0.1f, 1) < Candidate.Key(0.1f, 2));
        ulong key = Candidate.Expanded(Candidate.Key(1.5f, Candidate.MaxNodes));
        Assert.Equal(new Neighbor(Candidate.MaxNodes, 1.5f), Candidate.ToNeighbor(key));
    }

    [Fact]
    public void Gathered_nodes_are_inserted_as_if_one_by_one()
    {
        var random = new Random(5);
        CandidatePool single = new(), gathered = new();
        single.Reset(ef: 20);
        gathered.Reset(ef: 20);
        for (int batch = 0; batch < 20; batch++)
        {
            int[] nodes = [.. Enumerable.Range(16 * batch, 16)];
            float[] distances = [.. nodes.Select(_ => random.NextSingle())];
            for (int i = 0; i < nodes.Length; i++)
                single.Add(Candidate.Key(distances[i], nodes[i]));
            ulong nearest = gathered.Gather(nodes, distances);
            gathered.AddGathered();
            Assert.Equal(distances.Min(), Candidate.Distance(nearest));
            Assert.Equal(single.Keys.ToArray(), gathered.Keys.ToArray());
        }
    }

    [Fact]
    public void A_visited_set_returns_what_is_new_and_is_cleared_at_once()
    {
        var visited = new VisitedSet(5000);
        for (int round = 0; round < 3; round++)
        {
            visited.Clear();
            Range three = visited.AddAll([7, 3, 7, 4999, 3]);
            Range one = visited.AddAll([4999, 64, 7]);
            Assert.Equal([7, 3, 4999], visited.Seen[three].ToArray());
            Assert.Equal([64], visited.Seen[one].ToArray());
            visited.AddAll([.. Enumerable.Range(0, 5000)]);
            Assert.Equal(5000, visited.Seen.Length);
        }
    }

    [Fact]
    public void A_link_out_of_the_graph_is_damage_and_not_a_read_out_of_bounds()
    {
        var visited = new VisitedSet(10);
        Assert.Equal(SnapshotFault.Damaged, Assert.Throws<SnapshotException>(() => visited.AddAll([10])).Reason);
        Assert.Equal(SnapshotFault.Damaged, Assert.Throws<SnapshotException>(() => visited.AddAll([-2])).Reason);
    }
}
