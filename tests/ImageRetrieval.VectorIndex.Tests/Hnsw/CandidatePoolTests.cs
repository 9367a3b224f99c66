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
    public void A_visited_set_forgets_at_once_even_after_all_generations()
    {
        var visited = new VisitedSet(2);
        for (int i = 0; i < 70_000; i++)
        {
            visited.Clear();
            Assert.True(visited.Add(0));
            Assert.False(visited.Add(0));
        }

        Assert.True(visited.Add(1));
    }
}
