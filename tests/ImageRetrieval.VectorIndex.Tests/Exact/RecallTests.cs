namespace ImageRetrieval.VectorIndex.Tests;

public sealed class RecallTests
{
    private static readonly Neighbor[] s_truth = [new(4, 0.1f), new(2, 0.2f), new(9, 0.3f)];

    [Fact]
    public void It_is_the_share_of_the_truth() =>
        Assert.Equal(2 / 3.0, Recall.At(3, s_truth, [new(4, 0.1f), new(9, 0.3f), new(1, 0.5f)]), 1e-9);

    [Fact]
    public void A_tie_with_the_last_true_neighbour_counts() =>
        Assert.Equal(1, Recall.At(3, s_truth, [new(4, 0.1f), new(2, 0.2f), new(7, 0.3f)]));

    [Fact]
    public void A_node_found_twice_counts_once() =>
        Assert.Equal(1 / 3.0, Recall.At(3, s_truth, [new(4, 0.1f), new(4, 0.1f), new(4, 0.1f)]), 1e-9);

    [Fact]
    public void What_is_found_beyond_k_does_not_count() =>
        Assert.Equal(0, Recall.At(1, s_truth, [new(1, 0.9f), new(4, 0.1f)]));

    [Fact]
    public void Finding_nothing_is_zero() => Assert.Equal(0, Recall.At(3, s_truth, []));

    [Fact]
    public void Fewer_true_neighbours_than_k_can_all_be_found() => Assert.Equal(1, Recall.At(10, s_truth, s_truth));

    [Fact]
    public void There_must_be_a_truth()
    {
        Assert.Throws<ArgumentException>(() => Recall.At(3, [], s_truth));
        Assert.Throws<ArgumentOutOfRangeException>(() => Recall.At(0, s_truth, s_truth));
    }
}
