namespace ImageRetrieval.Collection.Catalog;

/// <summary>Downloaded bytes.</summary>
/// <param name="Sha256">Digest of the bytes, 64 lower-case hexadecimal digits: their name on disk.</param>
/// <param name="Extension">With its dot, after the format of the bytes.</param>
/// <param name="Bytes">How many.</param>
/// <param name="Width">Pixels across, upright.</param>
/// <param name="Height">Pixels down, upright.</param>
public sealed record StoredImage(string Sha256, string Extension, long Bytes, int Width, int Height);
