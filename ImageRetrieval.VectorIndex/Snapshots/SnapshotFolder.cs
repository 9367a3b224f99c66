using System.Globalization;

namespace ImageRetrieval.VectorIndex;

/// <summary>The folder in which the versions of one snapshot lie side by side. Safe beside a publisher in another process.</summary>
public static class SnapshotFolder
{
    /// <summary>The file that describes a version, and whose presence makes it one.</summary>
    public const string ManifestName = SnapshotFormat.ManifestName;

    private const int VersionDigits = 8;

    /// <summary>The newest published version's folder; false if there is none, or no folder at all.</summary>
    /// <param name="folder">What was given to <see cref="SnapshotBuilder.Publish"/>.</param>
    /// <param name="path">For <see cref="Snapshot.Open"/>. A publisher may delete it at any time: on failure, ask again.</param>
    public static bool TryFindLatest(string folder, out string path)
    {
        IReadOnlyList<string> versions = Versions(folder);
        path = versions.Count > 0 ? Path.Combine(folder, versions[^1]) : "";
        return versions.Count > 0;
    }

    /// <summary>Names of the published versions, oldest first. Unfinished folders are not among them.</summary>
    public static IReadOnlyList<string> Versions(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        return [.. Numbered(folder).Where(name => File.Exists(Path.Combine(folder, name, SnapshotFormat.ManifestName)))];
    }

    /// <summary>Moves a version that <see cref="SnapshotBuilder.Stage"/> wrote among the published ones, by one rename.</summary>
    /// <param name="staging">Where it was written.</param>
    /// <param name="version">Its name.</param>
    /// <param name="folder">Holds the versions; must exist, on the same disk.</param>
    /// <exception cref="IOException">It cannot be moved, or a version of this name exists.</exception>
    public static void Admit(string staging, string version, string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(staging);
        ArgumentException.ThrowIfNullOrEmpty(version);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        Directory.Move(Path.Combine(staging, version), Path.Combine(folder, version));
    }

    /// <summary>Removes all but the newest version and a number before it, and what an interrupted publisher left. One publisher at a time.</summary>
    /// <param name="folder">Holds the versions; may be missing.</param>
    /// <param name="keepPrevious">How many earlier versions stay, at least 0.</param>
    /// <param name="keep">A version that stays as well; null for none.</param>
    public static void Prune(string folder, int keepPrevious, string? keep = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(keepPrevious);
        IReadOnlyList<string> versions = Versions(folder);
        foreach (string version in versions.Take(Math.Max(0, versions.Count - 1 - keepPrevious)).Where(version => version != keep))
            TryCondemn(folder, version);
        if (!Directory.Exists(folder))
            return;
        foreach (string abandoned in Directory.EnumerateDirectories(folder, SnapshotFormat.TemporaryPrefix + "*"))
            TryDelete(abandoned);
    }

    /// <summary>A new name that no reader takes for a version.</summary>
    internal static string TemporaryPath(string folder, string version) =>
        Path.Combine(folder, $"{SnapshotFormat.TemporaryPrefix}{version}-{Guid.NewGuid():N}");

    /// <summary>Deletes a folder, or leaves it for the next publisher.</summary>
    internal static void TryDelete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Windows does not delete what is mapped.
        }
    }

    // Renamed before it is deleted, file by file: no reader finds a version with half its files.
    private static void TryCondemn(string folder, string version)
    {
        try
        {
            Directory.Move(Path.Combine(folder, version), TemporaryPath(folder, version));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Windows does not move what is mapped; the next publisher will.
        }
    }

    /// <summary>The number after every folder that looks like a version, published or not: no name is ever used twice.</summary>
    internal static int NextNumber(string folder)
    {
        int last = Numbered(folder).Select(name => int.Parse(name, NumberStyles.None, CultureInfo.InvariantCulture)).LastOrDefault();
        if (last >= SnapshotFormat.MaxVersionNumber)
            throw new InvalidOperationException($"'{folder}' has reached version {last}, the last there is; publish into an empty folder.");
        return last + 1;
    }

    private static string[] Numbered(string folder)
    {
        if (!Directory.Exists(folder))
            return [];
        string[] names =
        [
            .. Directory.EnumerateDirectories(folder)
                .Select(path => Path.GetFileName(path))
                .Where(name => name.Length == VersionDigits && name.All(char.IsAsciiDigit)),
        ];
        Array.Sort(names, StringComparer.Ordinal);
        return names;
    }
}
