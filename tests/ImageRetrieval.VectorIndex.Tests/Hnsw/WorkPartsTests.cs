namespace ImageRetrieval.VectorIndex.Tests;

public sealed class WorkPartsTests
{
    [Theory]
    [InlineData(0, 3)]
    [InlineData(2, 3)]
    [InlineData(10, 3)]
    [InlineData(1000, 7)]
    public void Every_number_is_given_once_whoever_asks(int count, int threads)
    {
        var parts = new WorkParts(count, threads);
        var taken = new List<int>();
        for (int turn = 0; parts.TryTake(turn % threads, out int number); turn++)
            taken.Add(number);
        Assert.Equal(Enumerable.Range(0, count), taken.Order());
        Assert.False(parts.TryTake(0, out _));
    }

    [Fact]
    public void A_thread_takes_its_own_part_in_order_and_then_helps()
    {
        var parts = new WorkParts(9, 3);
        var taken = new List<int>();
        while (parts.TryTake(1, out int number))
            taken.Add(number);
        Assert.Equal([3, 4, 5, 6, 7, 8, 0, 1, 2], taken);
    }
}
