using ImageRetrieval.Fixtures;

namespace ImageRetrieval.EndToEnd.Tests.Browser.RealPictures;

/// <summary>Real photos in classes: some of each class are the collection of the tests, the others are queries.</summary>
internal static class Photos
{
    public const int PerLabel = 8;

    private static readonly Lazy<ILookup<string, Photo>> s_byLabel = new(() => Read().ToLookup(photo => photo.Label));

    public static IReadOnlyList<string> Labels => [.. s_byLabel.Value.Select(group => group.Key)];

    /// <summary>What is indexed.</summary>
    public static IReadOnlyList<Photo> Indexed => [.. s_byLabel.Value.SelectMany(group => group.Take(PerLabel))];

    /// <summary>An indexed photo of a class, counted from 0.</summary>
    public static Photo Of(string label, int number = 0) => s_byLabel.Value[label].ElementAt(number);

    /// <summary>A photo of a class that is not in the collection, counted from 0.</summary>
    public static Photo NewOf(string label, int number = 0) => s_byLabel.Value[label].ElementAt(PerLabel + number);

    /// <summary>Serves what is indexed, and returns the list of it: with its class and its size in kilobytes as metadata.</summary>
    public static string Serve(TemporaryFolder folder, PictureServer server)
    {
        var csv = folder.File("photos.csv");
        File.WriteAllLines(csv, Indexed.Select(photo => Row(photo, server)).Prepend("url,id,label,kilobytes"));
        return csv;
    }

    private static string Row(Photo photo, PictureServer server)
    {
        var bytes = File.ReadAllBytes(photo.Path);
        return $"{server.Add(photo.Id + ".jpg", bytes, contentType: "image/jpeg")},{photo.Id},{photo.Label},{bytes.Length / 1000}";
    }

    // id,path,label,source,sha256
    private static IEnumerable<Photo> Read()
    {
        var folder = SharedData.PathOf("eval", "public");
        return File.ReadLines(Path.Combine(folder, "images.csv")).Skip(1).Select(line => line.Split(','))
            .Select(row => new Photo($"photo-{row[0]}", Path.Combine(folder, row[1]), row[2], row[^1]));
    }
}
