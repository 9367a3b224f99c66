using ImageRetrieval.Vision.Fingerprints;

namespace ImageRetrieval.Evaluation.Duplicates;

/// <summary>One of the pictures among which copies are searched for.</summary>
/// <param name="Source">Place in the set of the picture that it is, or from which it was made.</param>
/// <param name="Edit">Number of the edit that made it; null for a picture of the set.</param>
/// <param name="Width">Pixels across.</param>
/// <param name="Height">Pixels down.</param>
/// <param name="Vectors">By each model.</param>
/// <param name="Fingerprint">The product's.</param>
internal sealed record HiddenPicture(int Source, int? Edit, int Width, int Height, float[][] Vectors, PictureFingerprint Fingerprint);
