namespace ImageRetrieval.Collection.Duplicates;

/// <summary>An image of a group of duplicates.</summary>
/// <param name="Group">1-based number of the group.</param>
/// <param name="ImageId">The image.</param>
/// <param name="Url">Its URL as it is shown; empty when the present index does not have the image.</param>
/// <param name="Kept">Why this is the image to keep; null for all others.</param>
/// <param name="Level">How it is a copy of the kept one.</param>
/// <param name="Similarity">To the kept one, 0..1.</param>
/// <param name="Width">Pixels across.</param>
/// <param name="Height">Pixels down.</param>
/// <param name="Bytes">Bytes of the file; 0 when unknown.</param>
public sealed record DuplicateRow(int Group, string ImageId, string Url, KeepReason? Kept, DuplicateLevel Level, float Similarity, int Width, int Height, long Bytes);
