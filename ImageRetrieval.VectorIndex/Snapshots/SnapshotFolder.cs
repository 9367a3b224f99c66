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
