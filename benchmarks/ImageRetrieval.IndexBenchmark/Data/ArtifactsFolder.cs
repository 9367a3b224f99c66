namespace ImageRetrieval.IndexBenchmark.Data;

/// <summary>Where generated rows, compiled peers and saved indexes are kept: below the repository's artifacts, which git ignores.</summary>
internal static class ArtifactsFolder
{
    public static string Path { get; } = Find();

    public static string PathOf(string name) => System.IO.Path.Combine(Path, name);

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "ImageRetrieval.sln")))
            folder = folder.Parent;
        string path = System.IO.Path.Combine(folder?.FullName ?? System.IO.Path.GetTempPath(), "artifacts", "index-benchmark");
        Directory.CreateDirectory(path);
        return path;
    }
}
