using System.Runtime.CompilerServices;

namespace ImageRetrieval.Fixtures;

/// <summary>The photo sets and weights beside the repository (<c>../shared</c>), which are no part of it.</summary>
internal static class SharedData
{
    public static string RepositoryRoot { get; } = FindRoot();

    public static string Folder { get; } = Path.GetFullPath(Path.Combine(RepositoryRoot, "..", "shared"));

    public static bool IsThere => Directory.Exists(Path.Combine(Folder, "eval"));

    /// <summary>Why no test can use it; null: it is there.</summary>
    public static string? Missing => IsThere ? null
        : "The folder ../shared (photo sets and real weights) is absent: this check against real data was not made.";

    public static string PathOf(params string[] parts) => Path.Combine([Folder, .. parts]);

    private static string FindRoot([CallerFilePath] string thisFile = "")
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "ImageRetrieval.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", ".."));
    }
}

/// <summary>A test that needs <c>../shared</c>; without it the test is skipped and says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedDataFactAttribute : FactAttribute
{
    public SharedDataFactAttribute() => Skip = SharedData.Missing;
}
