namespace ImageRetrieval.Worker.Ingest;

/// <summary>The data folder as a place: what lies in it is the program's own, and no source of images.</summary>
/// <param name="dataFolder">A full path.</param>
internal sealed class OwnFolder(string dataFolder)
{
    private readonly string _folder = Path.TrimEndingDirectorySeparator(dataFolder);
    private readonly string _inside = Path.TrimEndingDirectorySeparator(dataFolder) + Path.DirectorySeparatorChar;

    /// <summary>Makes a folder below a data folder, which itself is never made again: when it is gone, it was moved or removed.</summary>
    /// <exception cref="DirectoryNotFoundException">The data folder is not there.</exception>
    internal static void CreateBelow(string dataFolder, string folder)
    {
        if (!Directory.Exists(dataFolder))
            throw new DirectoryNotFoundException($"The data folder '{dataFolder}' is no longer there.");
        Directory.CreateDirectory(folder);
    }

    /// <summary>Whether it is the folder itself, or lies in it, at any depth.</summary>
    /// <param name="path">The full path of a file or a folder.</param>
    internal bool Holds(string path) =>
        path.StartsWith(_inside, StringComparison.Ordinal) || string.Equals(path, _folder, StringComparison.Ordinal);
}
