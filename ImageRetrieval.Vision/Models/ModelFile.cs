namespace ImageRetrieval.Vision.Models;

/// <summary>Verified weights on disk.</summary>
/// <param name="Path">The file.</param>
/// <param name="Sha256">Its digest, 64 lower-case hexadecimal digits.</param>
public sealed record ModelFile(string Path, string Sha256);
