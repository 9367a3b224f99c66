using ImageRetrieval.Collection.Duplicates;

namespace ImageRetrieval.Collection.Tests.Duplicates;

public sealed class DuplicateRuleTests
{
    private static readonly CopyEvidence s_same = new(0.95f, 0.99f, 2, 1, 1, true);

    [Fact]
    public void The_same_picture_has_a_near_hash_the_same_pixels_colours_and_shape()
    {
        Assert.Equal(DuplicateLevel.Picture, DuplicateRule.LevelOf(s_same));
        CopyEvidence[] others = [s_same with { HashDistance = 7 }, s_same with { GreyDifference = 9 }, s_same with { ColourDifference = 9 }, s_same with { SameShape = false }];
        Assert.All(others, other => Assert.Equal(DuplicateLevel.Edited, DuplicateRule.LevelOf(other)));
    }

    [Fact]
    public void Similarity_is_the_mean_of_cosine_and_alignment_or_that_of_a_near_hash_if_it_is_higher()
    {
        Assert.Equal(0.85f, DuplicateRule.SimilarityOf(new(0.8f, 0.9f, 20, 50, 50, true)), 5);
        Assert.Equal(1 - (4 / 64f), DuplicateRule.SimilarityOf(new(0.6f, 0.9f, 4, 50, 50, true)), 5);
        Assert.Equal(0.65f, DuplicateRule.SimilarityOf(new(0.6f, 0.7f, 4, 50, 50, true)), 5); // smooth pictures have few hashes
        Assert.Null(DuplicateRule.LevelOf(new(0.8f, 0.89f, 20, 50, 50, true)));
        Assert.Null(DuplicateRule.LevelOf(new(0.99f, 0, 30, 50, 50, true)));
    }

    [Fact]
    public void An_alignment_below_the_minimum_makes_no_copies()
    {
        var random = new Random(1);
        for (var i = 0; i < 10_000; i++)
        {
            var evidence = new CopyEvidence((random.NextSingle() * 2) - 1, random.NextSingle(), random.Next(20), random.NextSingle() * 10, random.NextSingle() * 10, true);
            if (evidence.Aligned < DuplicateRule.LeastAligned(evidence.Cosine, evidence.HashDistance))
                Assert.Null(DuplicateRule.LevelOf(evidence));
            if (evidence.Cosine < DuplicateRule.LeastCosine && evidence.HashDistance > DuplicateRule.NearHash)
                Assert.Null(DuplicateRule.LevelOf(evidence));
        }
    }

    [Fact]
    public void Shapes_are_the_same_except_for_rounding()
    {
        Assert.True(CopyEvidence.IsSameShape(1600, 1067, 320, 213));
        Assert.True(CopyEvidence.IsSameShape(100, 67, 31, 21));
        Assert.False(CopyEvidence.IsSameShape(1600, 1067, 1200, 1067));
        Assert.False(CopyEvidence.IsSameShape(1600, 1067, 1067, 1600));
    }
}
