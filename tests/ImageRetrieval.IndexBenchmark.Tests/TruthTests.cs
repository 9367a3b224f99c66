using ImageRetrieval.IndexBenchmark.Data;
using ImageRetrieval.IndexBenchmark.Measures;

namespace ImageRetrieval.IndexBenchmark.Tests;

public sealed class TruthTests
{
    // Rows at 0, 90, 180 and again 0 degrees; one query near 0.
    private static readonly VectorSet s_set = new([1, 0, 0, 1, -1, 0, 1, 0, 0.8f, 0.6f], 2, 1, "by hand");

    [Fact]
    public void Recall_is_the_share_of_the_nearest_that_was_found() =>
        Assert.Equal(0.5, new Truth(s_set, 2).Recall([0, 2]));

    [Fact]
    public void An_equal_row_is_as_good_as_the_one_that_came_first() =>
        Assert.Equal(1, new Truth(s_set, 1).Recall([3]));

    [Fact]
    public void A_row_counts_once_and_none_counts_nothing()
    {
        Assert.Equal(0.5, new Truth(s_set, 2).Recall([0, 0]));
        Assert.Equal(0, new Truth(s_set, 2).Recall([-1, -1]));
    }

    [Fact]
    public void With_fewer_rows_than_wanted_all_of_them_are_the_truth() =>
        Assert.Equal(1, new Truth(s_set, 10).Recall([3, 2, 1, 0, -1, -1, -1, -1, -1, -1]));
}
