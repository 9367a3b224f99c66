using ImageRetrieval.Fixtures;

namespace ImageRetrieval.EndToEnd.Tests;

/// <summary>The repository's sample pictures, served by a server of the test at an address of its own.</summary>
internal static class Samples
{
    public const int Kinds = 18;

    private static string Folder => Path.Combine(SharedData.RepositoryRoot, "samples");

    /// <summary>The file of a picture such as <c>flower/flower-001.jpg</c>.</summary>
    public static string PathOf(string picture) => Path.Combine(Folder, "pictures", picture);

    /// <summary>Serves the first pictures of the list, which takes the kinds in turn, and returns the CSV that names them.</summary>
    public static string Serve(TemporaryFolder folder, PictureServer server, int perKind)
    {
        var lines = File.ReadAllLines(Path.Combine(Folder, "image_urls.csv"));
        var csv = folder.File("pictures.csv");
        File.WriteAllLines(csv, lines.Skip(1).Take(perKind * Kinds).Select(line => Moved(line, server)).Prepend(lines[0]));
        return csv;
    }

    // "http://localhost:5070/flower/flower-001.jpg,1001,flower,…" on the test's own server.
    private static string Moved(string line, PictureServer server)
    {
        var comma = line.IndexOf(',', StringComparison.Ordinal);
        var picture = new Uri(line[..comma]).AbsolutePath[1..];
        return server.Add(picture, File.ReadAllBytes(PathOf(picture)), contentType: "image/jpeg") + line[comma..];
    }
}
