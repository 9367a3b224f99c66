using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ImageRetrieval.VectorIndex;

namespace ImageRetrieval.Collection.Embedded.Search;

/// <summary>
/// Distinguishes the contents of a version's folder: its manifest, which holds the checksums of the files, and what the file
/// system reports of these. A version that was rebuilt under its number, or repaired, is another.
/// </summary>
internal static class SnapshotStamp
{
    /// <exception cref="IOException">The folder cannot be read, or no longer exists.</exception>
    internal static string Of(string path)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in new DirectoryInfo(path).EnumerateFiles().OrderBy(file => file.Name, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{file.Name}/{file.Length}/{file.LastWriteTimeUtc.Ticks}/")));
            if (file.Name == SnapshotFolder.ManifestName)
                hash.AppendData(File.ReadAllBytes(file.FullName));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
