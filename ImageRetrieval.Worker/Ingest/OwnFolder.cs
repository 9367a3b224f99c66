namespace ImageRetrieval.Worker.Ingest;

/// <summary>The data folder as a place: files in it belong to the program, and are not a source of images.</summary>
/// <param name="dataFolder">A full path.</param>
internal sealed class OwnFolder(string dataFolder)
{
    private readonly string _folder = Path.TrimEndingDirectorySeparator(dataFolder);
    private readonly string _inside = Path.TrimEndingDirectorySeparator(dataFolder) + Path.DirectorySeparatorChar;

    /// <summary>Whether it is the folder itself, or is in it, at any depth.</summary>
    /// <param name="path">The full path of a file or a folder.</param>
    internal bool Holds(string path) =>
        path.StartsWith(_inside, StringComparison.Ordinal) || string.Equals(path, _folder, StringComparison.Ordinal);
}
