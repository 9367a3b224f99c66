namespace ImageRetrieval.VectorIndex.Tests;

public sealed unsafe class NeighborPoolTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(33)]
    [InlineData(NeighborPool.MostCapacity)]
    public void The_nearest_are_kept_in_order_and_taken_once(int capacity)
    {
        var random = new Random(capacity);
        var pool = new NeighborPool();
        pool.Reset(capacity);
        Assert.True(float.IsNaN(pool.Bound));
        int expandable = Math.Max(1, capacity / 2);
        var added = new List<ulong>();
        var taken = new List<int>();
        for (int node = 0; node < 3 * capacity; node++)
        {
            ulong key = Candidate.Key(random.NextSingle(), node);
            added.Add(key);
            pool.Add(&key, 1);
            if (node % 3 == 0 && pool.TakeNext(expandable) is var next and >= 0)
                taken.Add(next);
            ulong[] expected = [.. added.Order().Take(capacity)];
            Assert.Equal(expected, pool.Keys.ToArray().Select(Candidate.Unexpanded));
        }

        Assert.Equal(Candidate.Distance(added.Order().ElementAt(capacity - 1)), pool.Bound);
        while (pool.TakeNext(expandable) is var next and >= 0)
            taken.Add(next);
        Assert.Equal(taken.Count, taken.Distinct().Count());
        Assert.All(pool.Keys[..expandable].ToArray(), key => Assert.True(Candidate.IsExpanded(key)));
    }

    [Fact]
    public void A_restart_keeps_the_candidates_and_expands_them_again()
    {
        var pool = new NeighborPool();
        pool.Reset(4);
        ulong[] keys = [.. Enumerable.Range(0, 7).Select(node => Candidate.Key(1 + node, node))];
        fixed (ulong* first = keys)
            pool.Add(first, keys.Length);
        Assert.Equal(0, pool.TakeNext(4));
        pool.Restart(20);
        Assert.Equal(keys[..4], pool.Keys.ToArray());
        Assert.Equal(0, pool.TakeNext(20));
        ulong near = Candidate.Key(0.5f, 9);
        pool.Add(&near, 1);
        Assert.Equal(9, pool.TakeNext(20));
        Assert.Equal(1, pool.TakeNext(20));
    }
}
