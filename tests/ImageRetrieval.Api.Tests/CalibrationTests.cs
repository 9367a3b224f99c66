using ImageRetrieval.Api.Search;

namespace ImageRetrieval.Api.Tests;

public sealed class CalibrationTests
{
    private static readonly Calibration s_four = new([0.1f, 0.2f, 0.2f, 0.4f]);

    [Theory]
    [InlineData(0.05f, 0)]
    [InlineData(0.2f, 0.25)]
    [InlineData(0.3f, 0.75)]
    [InlineData(1f, 1)]
    public void A_share_is_that_of_the_lower_scores(float score, double share) => Assert.Equal(share, s_four.ShareBelow(score));

    [Theory]
    [InlineData(0), InlineData(0.25), InlineData(0.5), InlineData(0.75), InlineData(1)]
    public void The_least_score_of_a_share_has_at_least_that_share(double share)
    {
        var least = s_four.LeastScore(share);
        Assert.True(s_four.ShareBelow(least) >= share);
        Assert.True(least == -1 || s_four.ShareBelow(MathF.BitDecrement(least)) < share);
    }

    [Fact]
    public void A_single_image_makes_no_pairs_and_bounds_nothing()
    {
        var empty = new Calibration([]);
        Assert.Null(empty.ShareBelow(0.5f));
        Assert.Equal(-1, empty.LeastScore(0.99));
    }
}
