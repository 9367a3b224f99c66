using System.Runtime.Intrinsics;

namespace ImageRetrieval.Vision.Fingerprints;

/// <summary>
/// The aligned correlation of two pictures: the maximum normalised cross-correlation of their small grey pictures, each searched for
/// inside the other at every position in the scales 1, .95, .9, .85, .8, .75, .6 and .5, also mirrored. It finds copies that were
/// cropped, framed, mirrored or changed in brightness and contrast. An area with a deviation of less than 2 grey levels has no
/// correlation. Uses 0.5 MB of buffers; not thread-safe.
/// </summary>
/// <remarks>
/// Correlations are computed from integers and exact, the same on every machine. Most of them are skipped: means over blocks of 4 x 4
/// pixels give an upper bound (the remainders can add at most the product of their lengths), and only positions whose bound exceeds the
/// best result so far are computed.
/// </remarks>
public sealed class PictureAligner
{
    // The maximum rounding error of a bound.
    private const float Slack = 2e-3f;

    private readonly GreyView _picture = new();
    private readonly GreyView _mirrored = new();
    private readonly GreyView _other = new();
    private readonly List<(ShrunkGrey Shrunk, GreyView View, WindowStatistics Windows, float[] Bounds)> _searches = [];

    // The largest bound of each search.
    private readonly float[] _most;

    /// <summary>Allocates the buffers.</summary>
    public PictureAligner()
    {
        foreach (var view in (GreyView[])[_picture, _mirrored])
        {
            for (var i = 0; i < view.Scales.Length; i++)
            {
                Add(view.Scales[i], _other, i);
                if (view.Scales[i].Scale.Places > 1)
                    Add(_other.Scales[i], view, i);
            }
        }
        _most = new float[_searches.Count];
    }

    /// <summary>The aligned correlation of two pictures. For many comparisons with one, call <see cref="SetPicture"/> once and <see cref="Correlate"/> for each.</summary>
    /// <returns>0..1.</returns>
    public static float Correlation(PictureFingerprint first, PictureFingerprint second)
    {
        var aligner = new PictureAligner();
        aligner.SetPicture(first);
        return aligner.Correlate(second);
    }

    /// <summary>Sets the picture that <see cref="Correlate"/> compares with.</summary>
    public void SetPicture(PictureFingerprint picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        _picture.Load(picture.Grey, mirrored: false);
        _mirrored.Load(picture.Grey, mirrored: true);
    }

    /// <summary>The aligned correlation with the picture of <see cref="SetPicture"/>.</summary>
    /// <param name="other">Another picture.</param>
    /// <param name="least">0..1: smaller correlations are returned as 0; a larger value takes less time.</param>
    /// <returns>0..1; 0 also when there is no correlation, or it is less than <paramref name="least"/>.</returns>
    public float Correlate(PictureFingerprint other, float least = 0)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (!(least is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(least), least, "A correlation is 0..1.");
        _other.Load(other.Grey, mirrored: false);
        var (best, found) = (least, 0f);
        var (first, place) = Bound();
        if (place >= 0)
            Try(_searches[first], place, ref best, ref found);
        for (var i = 0; i < _searches.Count; i++)
        {
            if (_most[i] > best - Slack)
                TryAll(_searches[i], ref best, ref found);
        }
        return found;
    }

    private void Add(ShrunkGrey shrunk, GreyView view, int scale) =>
        _searches.Add((shrunk, view, view.Windows[scale], new float[view.Windows[scale].Stride * shrunk.Scale.Places]));

    // Fills the bounds of all searches and returns the position of the largest.
    private (int Search, int Place) Bound()
    {
        var (search, place, greatest) = (0, -1, 0f);
        for (var i = 0; i < _searches.Count; i++)
        {
            var (shrunk, view, windows, bounds) = _searches[i];
            var most = CorrelationBound.Fill(shrunk, view, windows, bounds);
            _most[i] = most;
            if (most > greatest)
                (search, place, greatest) = (i, bounds.AsSpan().IndexOf(most), most);
        }
        return (search, place);
    }

    private static void TryAll((ShrunkGrey Shrunk, GreyView View, WindowStatistics Windows, float[] Bounds) search, ref float best, ref float found)
    {
        var bounds = search.Bounds;
        for (var place = 0; place < bounds.Length; place += 8)
        {
            if (!Vector256.GreaterThanAny(Vector256.Create(bounds, place), Vector256.Create(best - Slack)))
                continue;
            for (var i = place; i < place + 8; i++)
            {
                if (bounds[i] > best - Slack)
                    Try(search, i, ref best, ref found);
            }
        }
    }

    private static void Try((ShrunkGrey Shrunk, GreyView View, WindowStatistics Windows, float[] Bounds) search, int place, ref float best, ref float found)
    {
        var (y, x) = Math.DivRem(place, search.Windows.Stride);
        // There are no positions beyond the end of a row.
        if (x >= search.Shrunk.Scale.Places || ExactCorrelation.Of(search.Shrunk, search.View, x, y) is not { } value || value < best)
            return;
        (best, found) = (value, Math.Max(found, value));
    }
}
