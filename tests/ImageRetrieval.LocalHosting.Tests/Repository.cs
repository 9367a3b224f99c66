namespace ImageRetrieval.LocalHosting.Tests;

internal static class Repository
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "ImageRetrieval.sln")))
            folder = folder.Parent;
        return folder.FullName;
    }
}
