using System.Security.Cryptography;

namespace ImageRetrieval.VectorIndex;

/// <summary>A mapped section whose header matches the manifest.</summary>
internal sealed class MappedSection : IDisposable
{
    private const int HashedChunkBytes = 1 << 24;

    private MappedSection(MappedFile file)
    {
        File = file;
        Header = new SectionHeader(file.Bytes(0, SectionHeader.Length));
    }

    public MappedFile File { get; }

    public SectionHeader Header { get; }

    /// <param name="folder">The snapshot.</param>
    /// <param name="name">The section.</param>
    /// <param name="magic">Its first bytes.</param>
    /// <param name="manifest">The manifest that it must match.</param>
    /// <param name="count">The number of records that it must have; null when the section defines it.</param>
    /// <param name="verify">Whether to read all of it and compare the checksum.</param>
    public static MappedSection Open(string folder, string name, ReadOnlySpan<byte> magic, Manifest manifest, int? count, bool verify)
    {
        string path = Path.Combine(folder, name);
        MappedFile file;
        try
        {
            file = new MappedFile(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new SnapshotException(SnapshotFault.Incomplete, $"'{path}' is missing: rebuild the index.", e);
        }

        try
        {
            var section = new MappedSection(file);
            section.CheckHeader(magic, count);
            section.CheckManifest(manifest.Sections.FirstOrDefault(s => s?.Name == name));
            if (verify)
                section.CheckChecksum();
            return section;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public void Dispose() => File.Dispose();

    private void CheckHeader(ReadOnlySpan<byte> magic, int? count)
    {
        if (!Header.Magic.SequenceEqual(magic))
            throw File.Damaged(0, "it does not begin with this section's magic");
        if (Header.FormatVersion != SnapshotFormat.Version)
            throw SnapshotFormat.Unsupported(File.Path, Header.FormatVersion);
        if (count is { } expected && Header.Count != expected)
            throw File.Damaged(12, $"it counts {Header.Count} records, the manifest {count}");
        if (Header.FileLength != File.Length)
            throw File.Damaged(16, $"the header says {Header.FileLength} bytes, the file has {File.Length}");
    }

    private void CheckManifest(ManifestSection? listed)
    {
        if (listed is null)
            throw File.Damaged(0, "the manifest does not list it");
        if (listed.Length != File.Length)
            throw File.Damaged(File.Length, $"the manifest says {listed.Length} bytes, the file has {File.Length}");
        if (listed.Sha256 != Convert.ToHexStringLower(Header.Checksum))
            throw File.Damaged(SectionHeader.ChecksumOffset, "the checksum is not the manifest's, so it belongs to another snapshot");
    }

    private void CheckChecksum()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Header.Checked);
        for (long offset = SectionHeader.Length; offset < File.Length; offset += HashedChunkBytes)
            hash.AppendData(File.Bytes(offset, Math.Min(HashedChunkBytes, File.Length - offset)));
        if (!Header.Checksum.SequenceEqual(hash.GetHashAndReset()))
            throw File.Damaged(SectionHeader.ChecksumOffset, "its bytes do not match the checksum in its header");
    }
}
