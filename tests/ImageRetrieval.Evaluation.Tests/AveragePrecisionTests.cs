using ImageRetrieval.Evaluation.Measures;

namespace ImageRetrieval.Evaluation.Tests;

public sealed class AveragePrecisionTests
{
    [Fact]
    public void A_perfect_ranking_has_one_and_the_worst_what_its_last_places_give()
    {
        Assert.Equal(1, Of([true, true, false, false], total: 2).Lower, 1e-12);
        // Places 3 and 4: (1/3 + 2/4) / 2.
        Assert.Equal((1 / 3.0 + 2 / 4.0) / 2, Of([false, false, true, true], total: 2).Lower, 1e-12);
    }

    [Fact]
    public void It_is_the_mean_of_the_precision_at_each_relevant_place()
    {
        // Places 1, 3 and 6: (1/1 + 2/3 + 3/6) / 3.
        var precision = Of([true, false, true, false, false, true], total: 3);
        Assert.Equal((1 + 2 / 3.0 + 3 / 6.0) / 3, precision.Lower, 1e-12);
        Assert.Equal(precision.Lower, precision.Upper, 1e-12);
    }

    [Fact]
    public void A_truncated_ranking_has_two_bounds()
    {
        // Seen: place 1 of 3 seen places. Two of the three relevant ones are behind, at best at places 4 and 5.
        var precision = AveragePrecision.Of([true, false, false], total: 3, others: 10);
        Assert.Equal(1 / 3.0, precision.Lower, 1e-12);
        Assert.Equal((1 + 2 / 4.0 + 3 / 5.0) / 3, precision.Upper, 1e-12);
    }

    [Fact]
    public void What_is_missing_from_a_whole_ranking_is_never_found()
    {
        var precision = Of([true, false], total: 2);
        Assert.Equal(0.5, precision.Lower, 1e-12);
        Assert.Equal(0.5, precision.Upper, 1e-12);
    }

    [Fact]
    public void Nothing_to_find_is_the_callers_mistake() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Of([false], total: 0));

    private static AveragePrecision Of(bool[] relevant, int total) => AveragePrecision.Of(relevant, total, relevant.Length);
}
