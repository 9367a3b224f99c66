using ImageRetrieval.Vision.Fingerprints;

namespace ImageRetrieval.Vision.Tests.Fingerprints;

public sealed class PictureAlignerTests
{
    private const int Side = PictureFingerprint.Side;

    [Theory]
    [InlineData(1), InlineData(2)]
    public void The_correlation_is_that_of_the_definition(int seed)
    {
        var random = new Random(seed);
        var scene = DrawnScenes.Scene(random, 120);
        PictureFingerprint[] pictures =
        [
            DrawnScenes.Cut(scene, 0, 0, 112), DrawnScenes.Cut(scene, 30, 20, 60), DrawnScenes.Cut(DrawnScenes.Scene(random, 120), 0, 0, 112),
        ];
        foreach (var first in pictures)
        {
            foreach (var second in pictures)
                Assert.Equal(ReferenceAlignment.Correlation(first, second), PictureAligner.Correlation(first, second), 5);
        }
    }

    [Theory]
    [InlineData(5), InlineData(6)]
    public void A_least_correlation_leaves_the_larger_ones_as_they_are_and_makes_0_of_the_others(int seed)
    {
        var random = new Random(seed);
        var scene = DrawnScenes.Scene(random, 120);
        var aligner = new PictureAligner();
        aligner.SetPicture(DrawnScenes.Cut(scene, 0, 0, 112));
        for (var i = 0; i < 12; i++)
        {
            var other = i % 2 == 0 ? DrawnScenes.Cut(scene, 4 * i, 3 * i, 60) : DrawnScenes.Cut(DrawnScenes.Scene(random, 120), 0, 0, 112);
            var whole = aligner.Correlate(other);
            foreach (var least in (float[])[0.3f, 0.6f, 0.9f])
                Assert.Equal(whole >= least ? whole : 0, aligner.Correlate(other, least));
        }
    }

    [Fact]
    public void A_crop_a_frame_a_mirror_image_and_another_brightness_are_found()
    {
        var scene = DrawnScenes.Scene(new Random(7), 140);
        var picture = DrawnScenes.Cut(scene, 0, 0, 112);

        Assert.InRange(PictureAligner.Correlation(picture, DrawnScenes.Cut(scene, 14, 14, 84)), 0.95f, 1);
        Assert.InRange(PictureAligner.Correlation(DrawnScenes.Cut(scene, 14, 14, 84), picture), 0.95f, 1);
        Assert.InRange(PictureAligner.Correlation(picture, DrawnScenes.Mirror(picture)), 0.999f, 1);
        Assert.InRange(PictureAligner.Correlation(picture, DrawnScenes.Map(picture, pixel => (byte)(40 + (pixel / 2)))), 0.99f, 1);
        Assert.InRange(PictureAligner.Correlation(picture, DrawnScenes.Cut(DrawnScenes.Scene(new Random(8), 140), 0, 0, 112)), 0, 0.95f);
    }

    [Fact]
    public void An_even_area_correlates_with_nothing()
    {
        var even = PictureFingerprint.FromGrey(Enumerable.Repeat((byte)90, Side * Side).ToArray());
        Assert.Equal(0, PictureAligner.Correlation(even, even));
        Assert.Equal(0, PictureAligner.Correlation(even, DrawnScenes.Cut(DrawnScenes.Scene(new Random(9), 120), 0, 0, 112)));
        Assert.False(even.HasDetail);
    }

    [Fact]
    public void A_picture_set_later_replaces_the_one_before()
    {
        var (first, second) = (DrawnScenes.Cut(DrawnScenes.Scene(new Random(10), 120), 0, 0, 112), DrawnScenes.Cut(DrawnScenes.Scene(new Random(11), 120), 0, 0, 112));
        var aligner = new PictureAligner();
        aligner.SetPicture(first);
        aligner.Correlate(second);
        aligner.SetPicture(second);
        Assert.Equal(PictureAligner.Correlation(second, first), aligner.Correlate(first));
        Assert.Throws<ArgumentOutOfRangeException>(() => aligner.Correlate(first, 1.5f));
    }
}
