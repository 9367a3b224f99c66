using ImageRetrieval.Evaluation.Robustness;

namespace ImageRetrieval.Evaluation.Tests;

public sealed class FoundAgainTests
{
    private static readonly float[][] s_pictures = [[1, 0], [.8f, .6f], [.6f, .8f], [0, 1]];

    [Fact]
    public void The_rank_counts_the_pictures_that_are_nearer()
    {
        Assert.Equal(1, FoundAgain.RankOf(0, [1, 0], s_pictures));
        Assert.Equal(3, FoundAgain.RankOf(2, [1, 0], s_pictures));
        Assert.Equal(4, FoundAgain.RankOf(3, [1, 0], s_pictures));
    }

    [Fact]
    public void A_model_that_finds_all_pictures_alike_finds_none() =>
        Assert.Equal(3, FoundAgain.RankOf(0, [1, 0], [[1, 0], [1, 0], [1, 0]]));

    [Fact]
    public void Shares_are_of_all_queries()
    {
        var found = new FoundAgain();
        foreach (var rank in new[] { 1, 1, 4, 20 })
            found.Add(rank);

        Assert.Equal(4, found.Queries);
        Assert.Equal(.5, found.HitAt1, 1e-12);
        Assert.Equal(.75, found.HitAt10, 1e-12);
        Assert.Equal((1 + 1 + 1 / 4.0 + 1 / 20.0) / 4, found.MeanReciprocalRank, 1e-12);
    }
}
