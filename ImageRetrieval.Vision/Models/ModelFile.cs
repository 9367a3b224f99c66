namespace ImageRetrieval.Vision.Models;

/// <summary>Verified weights.</summary>
/// <param name="Path">The file.</param>
/// <param name="Sha256">Its digest, 64 lower-case hexadecimal digits.</param>
public sealed record ModelFile(string Path, string Sha256)
{
    /// <summary>The weights themselves, when they are embedded in this assembly and no folder is writable; otherwise null.</summary>
    internal ReadOnlyMemory<byte>? Content { get; init; }
}
