namespace ImageRetrieval.Collection.Duplicates;

/// <summary>How fingerprints are computed and compared; the component that searches for duplicates provides it.</summary>
public interface IPictureComparers
{
    /// <summary>Identifies how fingerprints are computed; a folder name. Those with different names are never compared.</summary>
    string FingerprintSpace { get; }

    /// <summary>Bytes of a fingerprint; its first 8 are the perceptual hash, little-endian, 0 for an even area.</summary>
    int FingerprintBytes { get; }

    /// <summary>A comparer for one thread.</summary>
    IPictureComparer Create();
}
