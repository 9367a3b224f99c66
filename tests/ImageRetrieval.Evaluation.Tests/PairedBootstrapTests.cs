using ImageRetrieval.Evaluation.Splits;

namespace ImageRetrieval.Evaluation.Tests;

public sealed class PairedBootstrapTests
{
    [Fact]
    public void Differences_that_are_all_the_same_leave_no_doubt()
    {
        var interval = PairedBootstrap.Of([[.25, .25], [.25]], 200, seed: 1);
        Assert.Equal(.25, interval.Low, 1e-12);
        Assert.Equal(.25, interval.High, 1e-12);
    }

    [Fact]
    public void Labels_that_differ_leave_more_doubt_than_queries_that_differ()
    {
        // The same 200 differences, half of them 0.1 and half -0.1: in each label both kinds, or in each label one kind.
        double[][] mixed = [.. Enumerable.Range(0, 10).Select(_ => Enumerable.Range(0, 20).Select(i => i % 2 == 0 ? .1 : -.1).ToArray())];
        double[][] apart = [.. Enumerable.Range(0, 10).Select(label => Enumerable.Repeat(label % 2 == 0 ? .1 : -.1, 20).ToArray())];
        var (narrow, wide) = (PairedBootstrap.Of(mixed, 2000, 1), PairedBootstrap.Of(apart, 2000, 1));

        // Standard errors: of 200 queries 0.0071, of 10 labels 0.0316; an interval is about four of them wide.
        Assert.InRange(narrow.High - narrow.Low, .022, .034);
        Assert.InRange(wide.High - wide.Low, .10, .15);
        Assert.True(wide.Low < 0 && wide.High > 0);
    }

    [Fact]
    public void Equal_seeds_give_equal_intervals()
    {
        double[][] differences = [[.1, .3, -.2], [.05, .4], [-.1]];
        Assert.Equal(PairedBootstrap.Of(differences, 500, 7), PairedBootstrap.Of(differences, 500, 7));
        Assert.NotEqual(PairedBootstrap.Of(differences, 500, 7), PairedBootstrap.Of(differences, 500, 8));
    }
}
