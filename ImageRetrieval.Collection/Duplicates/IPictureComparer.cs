namespace ImageRetrieval.Collection.Duplicates;

/// <summary>Compares one picture with others by their fingerprints. Not thread-safe.</summary>
public interface IPictureComparer
{
    /// <summary>Sets the picture that others are compared with.</summary>
    void SetPicture(ReadOnlySpan<byte> fingerprint);

    /// <summary>Takes another picture.</summary>
    /// <param name="fingerprint">Its fingerprint.</param>
    /// <param name="hashDistance">Bits of the perceptual hashes that differ, 0..64.</param>
    /// <returns>False when one of the two is an even area, which resembles nothing.</returns>
    bool TrySetOther(ReadOnlySpan<byte> fingerprint, out int hashDistance);

    /// <summary>Measures the two pictures.</summary>
    /// <param name="leastAligned">Less correlation than this is not of interest and may be returned as 0.</param>
    PictureDifference Measure(float leastAligned);
}
