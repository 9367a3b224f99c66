namespace ImageRetrieval.Vision.Native;

/// <summary>
/// The folders in which packages' native files lie: the application's own, and <c>runtimes/&lt;platform&gt;/native</c> below it
/// when the application was built without a runtime identifier. The .NET host has read them from the application's
/// <c>deps.json</c>.
/// </summary>
internal static class NativeFolders
{
    /// <summary>Full paths; the application's own folder is the first.</summary>
    internal static IReadOnlyList<string> All { get; } = Read();

    /// <summary>The full path of a file, or null when no folder has it.</summary>
    internal static string? Find(string file) => All.Select(folder => Path.Combine(folder, file)).FirstOrDefault(File.Exists);

    private static string[] Read()
    {
        var known = (AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return [.. known.Prepend(AppContext.BaseDirectory).Select(Path.GetFullPath).Distinct()];
    }
}
