using ImageRetrieval.Evaluation.Rejection;

namespace ImageRetrieval.Evaluation.Tests;

public sealed class StatisticsTests
{
    [Fact]
    public void The_area_is_the_share_of_pairs_in_order()
    {
        Assert.Equal(1, new Statistics([3, 4], [1, 2]).AreaUnderCurve(), 1e-12);
        Assert.Equal(0, new Statistics([1], [2, 3]).AreaUnderCurve(), 1e-12);
        Assert.Equal(.5, new Statistics([1, 1, 1], [1, 1]).AreaUnderCurve(), 1e-12);
        // Of six pairs four are in order and one is a tie.
        Assert.Equal(4.5 / 6, new Statistics([2, 4, 5], [2, 3]).AreaUnderCurve(), 1e-12);
    }

    [Fact]
    public void At_most_the_allowed_share_of_the_present_is_rejected()
    {
        var present = Enumerable.Range(1, 100).Select(i => (double)i).ToList();
        var statistics = new Statistics(present, [0, 3, 5.5, 6, 50]);
        // Five values of the present, 1 to 5, may fall below the cut of 6.
        Assert.Equal(3 / 5.0, statistics.RejectedAt(.05), 1e-12);
        Assert.Equal(1 / 5.0, statistics.RejectedAt(0), 1e-12);
    }
}
