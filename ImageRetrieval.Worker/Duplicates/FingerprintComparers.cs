using ImageRetrieval.Collection.Duplicates;
using ImageRetrieval.Vision.Fingerprints;

namespace ImageRetrieval.Worker.Duplicates;

/// <summary>Vision's fingerprints, for the search for duplicates.</summary>
internal sealed class FingerprintComparers : IPictureComparers
{
    public string FingerprintSpace => PictureFingerprint.Space;

    public int FingerprintBytes => PictureFingerprint.Bytes;

    public IPictureComparer Create() => new FingerprintComparer();
}
