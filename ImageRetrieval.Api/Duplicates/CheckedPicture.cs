using ImageRetrieval.Collection;
using ImageRetrieval.Vision.Fingerprints;

namespace ImageRetrieval.Api.Duplicates;

/// <summary>A picture that is checked for copies.</summary>
/// <param name="Key">SHA-256 of its bytes.</param>
/// <param name="Width">Pixels, upright.</param>
/// <param name="Height">Pixels, upright.</param>
/// <param name="Fingerprint">Its fingerprint.</param>
/// <param name="Embedding">Its embedding, of unit length.</param>
internal sealed record CheckedPicture(ContentKey Key, int Width, int Height, PictureFingerprint Fingerprint, float[] Embedding);
