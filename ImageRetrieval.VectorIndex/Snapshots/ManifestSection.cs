namespace ImageRetrieval.VectorIndex;

/// <summary>One file of a snapshot.</summary>
/// <param name="Name">The file's name: items, vectors or graph.</param>
/// <param name="Length">Bytes, header included.</param>
/// <param name="Sha256">The checksum in its header, hex; defined in docs/snapshot-format.md.</param>
public sealed record ManifestSection(string Name, long Length, string Sha256);
