using ImageRetrieval.Evaluation.Images;
using ImageRetrieval.Evaluation.Measures;

namespace ImageRetrieval.Evaluation.Tests;

public sealed class JudgeTests
{
    [Fact]
    public void The_query_itself_is_left_out_wherever_it_stands()
    {
        var judge = new Judge(Sets.Of("a", "a", "b", "b"), seed: 1);
        var quality = judge.Query(0, [new(2, .2), new(0, 1), new(1, .9), new(3, .1)])!.Value;

        Assert.Equal(1, quality.AveragePrecision.Lower);
        Assert.True(quality.RecallAt1);
        Assert.Equal(1 / 3.0, quality.PrecisionAt10, 1e-12);
    }

    [Fact]
    public void Precision_at_10_is_of_the_first_ten()
    {
        var set = Sets.Of([.. Enumerable.Range(0, 30).Select(i => i % 2 == 0 ? "even" : "odd")]);
        // All even ones first, falling scores: the first ten others are even.
        var hits = Enumerable.Range(0, 30).Select(i => new Hit(i, i % 2 == 0 ? 100 - i : -i));
        Assert.Equal(1, new Judge(set, 1).Query(0, hits)!.Value.PrecisionAt10);
        Assert.Equal(0, new Judge(set, 1).Query(1, hits)!.Value.PrecisionAt10);
    }

    [Fact]
    public void A_label_without_another_image_is_not_a_query_and_is_counted()
    {
        var set = Sets.Of("a", "a", "lonely", "");
        var queries = Enumerable.Range(0, 4).Select(i => new Judge(set, 1).Query(i, All(set))).ToList();
        var quality = Quality.Of(queries);

        Assert.Null(queries[2]);
        Assert.Null(queries[3]);
        Assert.Equal((2, 2), (quality.Queries, quality.LeftOut));
    }

    [Fact]
    public void Images_without_a_label_are_never_relevant_to_each_other()
    {
        var set = Sets.Of("", "", "");
        Assert.Equal(0, Quality.Of([.. Enumerable.Range(0, 3).Select(i => new Judge(set, 1).Query(i, All(set)))]).Queries);
    }

    [Fact]
    public void A_feature_that_is_the_same_for_all_images_is_as_good_as_chance()
    {
        // Ten labels of 30 images, in the order of their labels, as lists often are.
        var set = Sets.Of([.. Enumerable.Range(0, 300).Select(i => $"label {i / 30}")]);
        var judge = new Judge(set, 42);
        var quality = Quality.Of([.. Enumerable.Range(0, 300).Select(i => judge.Query(i, All(set)))]);

        Assert.InRange(quality.MeanAveragePrecision.Lower, .09, .14);
        Assert.InRange(quality.PrecisionAt10, .07, .13);
        Assert.InRange(quality.RecallAt1, .04, .16);
    }

    [Fact]
    public void Ties_are_broken_the_same_way_in_every_run_regardless_of_their_order()
    {
        var set = Sets.Of("a", "b", "a", "b", "a", "b", "a", "b");
        var hits = All(set);
        var first = new Judge(set, 7).Query(0, hits);

        Assert.Equal(first, new Judge(set, 7).Query(0, hits));
        Assert.Equal(first, new Judge(set, 7).Query(0, Enumerable.Reverse(hits)));
    }

    [Fact]
    public void A_hit_outside_the_set_is_wrong()
    {
        var quality = new Judge(Sets.Of("a", "a"), 1).Query(0, [new(-1, 1), new(1, .5)])!.Value;
        Assert.False(quality.RecallAt1);
        Assert.Equal(.5, quality.AveragePrecision.Lower, 1e-12);
    }

    private static List<Hit> All(LabelledSet set) => [.. Enumerable.Range(0, set.Images.Count).Select(i => new Hit(i, 0.5))];
}
