using System.Text;

namespace ImageRetrieval.SamplePainter;

/// <summary>The pictures and their list on disk: <c>pictures/&lt;kind&gt;/&lt;name&gt;</c> and <c>image_urls.csv</c>.</summary>
internal static class Collection
{
    private const string Site = "http://localhost:5070";

    public static void Write(string folder, IReadOnlyList<PaintedPicture> pictures)
    {
        foreach (var picture in pictures)
        {
            var kind = Directory.CreateDirectory(Path.Combine(folder, "pictures", picture.Kind));
            File.WriteAllBytes(Path.Combine(kind.FullName, picture.Name), picture.Jpeg);
        }
    }

    public static void WriteList(string folder, IReadOnlyList<PaintedPicture> pictures)
    {
        var csv = new StringBuilder("url,id,kind,title\n");
        foreach (var p in pictures)
            csv.Append($"{Site}/{p.Kind}/{p.Name},{p.Id},{p.Kind},{Quote(p.Title)}\n");
        File.WriteAllText(Path.Combine(folder, "image_urls.csv"), csv.ToString());
    }

    private static string Quote(string text) => text.Contains(',', StringComparison.Ordinal) ? $"\"{text}\"" : text;
}
