using ImageRetrieval.Evaluation.Images;
using ImageRetrieval.Evaluation.Rejection;
using ImageRetrieval.Evaluation.Splits;

namespace ImageRetrieval.Evaluation.Tests;

public sealed class SplitTests
{
    // Labels of 30, 7 and 2 images, one that is alone, and one without a label.
    private static readonly LabelledSet s_set = Sets.Of([.. Enumerable.Repeat("a", 30), .. Enumerable.Repeat("b", 7), "c", "c", "alone", ""]);

    [Theory]
    [InlineData(nameof(SplitRegime.AllRelevant))]
    [InlineData(nameof(SplitRegime.OneOfEachLabel))]
    [InlineData(nameof(SplitRegime.OneOfOwnLabel))]
    public void Each_image_that_is_not_alone_with_its_label_is_a_query_once_and_never_in_its_collection(string regime)
    {
        var splits = Split.Make(s_set, Enum.Parse<SplitRegime>(regime), seed: 5);

        Assert.Equal(Enumerable.Range(0, 39), splits.SelectMany(split => split.Queries).Order());
        Assert.All(splits, split => Assert.Empty(split.Collection.Intersect(split.Queries)));
        Assert.All(splits, split => Assert.Equal(split.Collection.Count, split.Collection.Distinct().Count()));
        // The one that is alone and the one without a label distract in every collection.
        Assert.All(splits, split => Assert.Equal([39, 40], split.Collection.Where(place => place >= 39).Order()));
    }

    [Fact]
    public void A_third_of_each_label_is_missing_from_the_collection()
    {
        var splits = Split.Make(s_set, SplitRegime.AllRelevant, seed: 5);

        Assert.Equal(3, splits.Count);
        Assert.All(splits, split => Assert.Equal((20, 10), (split.Collection.Count(place => place < 30), split.Queries.Count(place => place < 30))));
        Assert.All(splits, split => Assert.Equal(41, split.Collection.Count + split.Queries.Count));
    }

    [Fact]
    public void One_of_each_label_leaves_one_image_of_every_label()
    {
        foreach (var split in Split.Make(s_set, SplitRegime.OneOfEachLabel, seed: 5))
            Assert.Equal(["a", "b", "c", "alone", ""], split.Collection.OrderBy(place => place).Select(place => s_set.Images[place].Label));
    }

    [Fact]
    public void One_of_its_own_keeps_one_image_of_the_querys_label_and_all_of_the_others()
    {
        foreach (var split in Split.Make(s_set, SplitRegime.OneOfOwnLabel, seed: 5))
        {
            var own = Assert.Single(split.Queries.Select(query => s_set.Images[query].Label).Distinct());
            Assert.Single(split.Collection, place => s_set.Images[place].Label == own);
            if (own != "a")
                Assert.Equal(20, split.Collection.Count(place => s_set.Images[place].Label == "a"));
        }
    }

    [Fact]
    public void Equal_seeds_give_equal_splits_and_all_regimes_the_same_queries()
    {
        var first = Split.Make(s_set, SplitRegime.AllRelevant, seed: 5);
        Assert.Equal(first.Select(split => split.Queries), Split.Make(s_set, SplitRegime.AllRelevant, seed: 5).Select(split => split.Queries));
        Assert.Equal(first.Select(split => split.Queries), Split.Make(s_set, SplitRegime.OneOfEachLabel, seed: 5).Select(split => split.Queries));
        Assert.NotEqual(first.Select(split => split.Queries), Split.Make(s_set, SplitRegime.AllRelevant, seed: 6).Select(split => split.Queries));
    }

    [Fact]
    public void Rejection_queries_each_image_with_its_label_in_the_collection_and_without_it()
    {
        var splits = AbsenceSplit.Make(s_set, seed: 5);

        Assert.Equal(Enumerable.Range(0, 39), splits.SelectMany(split => split.Present).Order());
        Assert.Equal(Enumerable.Range(0, 39), splits.SelectMany(split => split.Absent).Order());
        foreach (var split in splits)
        {
            HashSet<string> labels = [.. split.Collection.Select(place => s_set.Images[place].Label)];
            Assert.All(split.Present, query => Assert.Contains(s_set.Images[query].Label, labels));
            Assert.All(split.Absent, query => Assert.DoesNotContain(s_set.Images[query].Label, labels));
            Assert.Empty(split.Collection.Intersect(split.Present.Concat(split.Absent)));
        }
    }
}
