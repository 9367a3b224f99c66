using ImageRetrieval.IndexBenchmark.Measures;

namespace ImageRetrieval.IndexBenchmark.Tests;

public sealed class EfGridTests
{
    [Fact]
    public void Around_a_target_two_values_lie_close_together()
    {
        var grid = EfGrid.Choose([10, 100, 1000], [0.95], ef => ef / (ef + 10.0));

        int above = grid.First(pair => pair.Value >= 0.95).Key;
        int below = grid.Last(pair => pair.Value < 0.95).Key;
        Assert.InRange(above - below, 1, below * 0.05);
    }

    [Fact]
    public void Values_after_a_recall_of_one_are_left_out() =>
        Assert.Equal([10, 20], EfGrid.Choose([10, 20, 40, 80], [0.95], ef => ef >= 20 ? 1 : 0.96).Keys);

    [Fact]
    public void A_target_that_no_two_values_enclose_adds_none() =>
        Assert.Equal([10, 20], EfGrid.Choose([10, 20], [0.3, 0.99], ef => ef / 25.0).Keys);

    [Fact]
    public void Every_value_is_asked_once()
    {
        var asked = new List<int>();
        EfGrid.Choose([10, 100, 1000], [0.95, 0.99], ef =>
        {
            asked.Add(ef);
            return ef / (ef + 10.0);
        });

        Assert.Equal(asked.Distinct(), asked);
    }
}
