using ImageRetrieval.Evaluation.Duplicates;
using ImageRetrieval.Vision.Fingerprints;

namespace ImageRetrieval.Evaluation.Tests;

public sealed class CopyRecallTests
{
    private const int Edits = 2;

    // Two edited pictures, 0 and 3, with two copies each, and one that was not edited.
    private static readonly HiddenCopies s_copies = new(
        "test", [Picture(0, null), Picture(0, 0), Picture(0, 1), Picture(1, null), Picture(1, 0), Picture(1, 1), Picture(2, null)], Edited: 2, Unreadable: 0);

    [Fact]
    public void Recall_counts_copies_with_their_original_and_precision_all_pairs()
    {
        // Original and copy, two copies, and two pairs of different pictures.
        MeasuredPair[] pairs = [Pair(0, 1, .9f), Pair(1, 2, .9f), Pair(3, 5, .9f), Pair(0, 3, .9f), Pair(5, 6, .9f)];
        var found = CopyRecall.OfRule(pairs, _ => true, s_copies, Edits);

        Assert.Equal(3 / 5.0, found.Precision, 1e-12);
        Assert.Equal(2 / 4.0, found.Recall, 1e-12);
        Assert.Equal([.5, .5], found.ByEdit);
    }

    [Fact]
    public void The_threshold_has_the_most_recall_at_the_required_precision()
    {
        MeasuredPair[] pairs = [Pair(0, 1, .9f), Pair(0, 6, .8f), Pair(0, 2, .7f), Pair(3, 4, .6f), Pair(3, 6, .5f), Pair(3, 5, .4f)];

        // After .6 three of four pairs are right; after .4 four of six.
        var found = CopyRecall.AtPrecision(pairs, pair => pair.Cosine, .75, s_copies, Edits);
        Assert.Equal((.6f, 3 / 4.0, 3 / 4.0), ((float)found.Threshold, found.Precision, found.Recall));
        Assert.Equal(1 / 4.0, CopyRecall.AtPrecision(pairs, pair => pair.Cosine, .99, s_copies, Edits).Recall, 1e-12);
        Assert.Equal(1, CopyRecall.AtPrecision(pairs, pair => pair.Cosine, .5, s_copies, Edits).Recall, 1e-12);
    }

    [Fact]
    public void Equal_scores_are_counted_together_and_pairs_without_a_score_not_at_all()
    {
        MeasuredPair[] pairs = [Pair(0, 1, .9f), Pair(0, 2, .8f), Pair(0, 6, .8f), Pair(3, 4, float.NaN)];
        var found = CopyRecall.AtPrecision(pairs, pair => pair.Cosine, .99, s_copies, Edits);
        Assert.Equal((.9f, 1.0, 1 / 4.0), ((float)found.Threshold, found.Precision, found.Recall));
    }

    [Fact]
    public void Nothing_is_found_where_no_threshold_is_precise_enough()
    {
        var found = CopyRecall.AtPrecision([Pair(0, 6, .9f)], pair => pair.Cosine, .99, s_copies, Edits);
        Assert.Equal(0, found.Recall);
        Assert.True(double.IsNaN(found.Threshold) && double.IsNaN(found.Precision));
    }

    [Fact]
    public void Pictures_that_the_set_holds_twice_count_as_one()
    {
        // 0 and 1 are one picture, 2 is another; 0 has a copy.
        var twins = new HiddenCopies("test", [Drawn(0, null, 1), Drawn(0, 0, 1), Drawn(1, null, 1), Drawn(2, null, 2)], Edited: 1, Unreadable: 0);
        Assert.Equal(1, twins.Twins.Count);

        var found = CopyRecall.OfRule([Pair(1, 2, .9f), Pair(0, 2, .9f), Pair(1, 3, .9f)], _ => true, twins, edits: 1);
        Assert.Equal(2 / 3.0, found.Precision, 1e-12);
        // The copy was paired with the twin of its original only.
        Assert.Equal(0, found.Recall);
    }

    private static HiddenPicture Drawn(int source, int? edit, int seed)
    {
        var grey = new byte[PictureFingerprint.Side * PictureFingerprint.Side];
        new Random(seed).NextBytes(grey);
        return new(source, edit, 10, 10, [], PictureFingerprint.FromGrey(grey));
    }

    private static MeasuredPair Pair(int first, int second, float cosine) => new(first, second, cosine, Aligned: 0, HashDistance: 64);

    private static HiddenPicture Picture(int source, int? edit) => new(source, edit, 10, 10, [], PictureFingerprint.FromGrey(new byte[PictureFingerprint.Side * PictureFingerprint.Side]));
}
