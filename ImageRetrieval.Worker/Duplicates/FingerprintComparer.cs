using ImageRetrieval.Collection.Duplicates;
using ImageRetrieval.Vision.Fingerprints;

namespace ImageRetrieval.Worker.Duplicates;

/// <summary>Compares pictures by Vision's fingerprints. Not thread-safe.</summary>
internal sealed class FingerprintComparer : IPictureComparer
{
    private readonly PictureAligner _aligner = new();
    private PictureFingerprint? _picture, _other;
    private bool _isAligned;

    public void SetPicture(ReadOnlySpan<byte> fingerprint) => (_picture, _other, _isAligned) = (PictureFingerprint.Read(fingerprint), null, false);

    public bool TrySetOther(ReadOnlySpan<byte> fingerprint, out int hashDistance)
    {
        var (picture, other) = (Set(_picture), PictureFingerprint.Read(fingerprint));
        (_other, hashDistance) = (other, 0);
        if (!picture.HasDetail || !other.HasDetail)
            return false;
        hashDistance = picture.HashDistance(other);
        return true;
    }

    public PictureDifference Measure(float leastAligned)
    {
        var (picture, other) = (Set(_picture), Set(_other));
        // Costs more than many comparisons, and most pictures have nothing to be compared with.
        if (!_isAligned)
            _aligner.SetPicture(picture);
        _isAligned = true;
        return new(_aligner.Correlate(other, leastAligned), picture.GreyDifference(other), picture.ColourDifference(other));
    }

    private static PictureFingerprint Set(PictureFingerprint? fingerprint) => fingerprint ?? throw new InvalidOperationException("Set both pictures first.");
}
