namespace ImageRetrieval.Collection.Images;

/// <summary>Names a thumbnail.</summary>
/// <param name="Sha256">Digest of the original's bytes, 64 lower-case hexadecimal digits.</param>
/// <param name="Size">Longer side in pixels.</param>
/// <param name="Extension">Of its format, with the dot.</param>
public readonly record struct ThumbnailKey(string Sha256, int Size, string Extension);
