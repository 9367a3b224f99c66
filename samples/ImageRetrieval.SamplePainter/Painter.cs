using ImageRetrieval.SamplePainter.Drawing;
using ImageRetrieval.SamplePainter.Scenes;

namespace ImageRetrieval.SamplePainter;

/// <summary>Paints every kind in every number. The same kind and number always give the same picture.</summary>
internal static class Painter
{
    private const int PicturesPerKind = 22;
    private const int JpegQuality = 71;
    private const int FirstId = 1001;

    private static readonly (int Width, int Height)[] s_formats =
        [(440, 330), (330, 440), (384, 384), (480, 300), (420, 315), (312, 416), (456, 304)];

    /// <summary>One of each kind, then the second of each …: the first rows of the list already show the whole variety.</summary>
    public static IEnumerable<PaintedPicture> PaintAll(IReadOnlyList<string> kinds) =>
        Enumerable.Range(0, PicturesPerKind)
            .SelectMany(number => AllScenes.List.Select((scene, i) => (scene, number, Id: FirstId + number * 100 + i)))
            .Where(row => kinds.Count == 0 || kinds.Contains(row.scene.Kind))
            .AsParallel().AsOrdered()
            .Select(row => Paint(row.scene, row.number, row.Id));

    private static PaintedPicture Paint(Scene scene, int number, int id)
    {
        var name = $"{scene.Kind}-{number + 1:000}.jpg";
        var dice = new Dice(name);
        var (width, height) = s_formats[(number * 3 + dice.Int(0, 2)) % s_formats.Length];
        var canvas = new Canvas(width, height);
        var title = scene.Paint(canvas, dice, number);
        return new PaintedPicture(id, scene.Kind, name, title, width, height, SvgRenderer.ToJpeg(canvas.ToString(), JpegQuality));
    }
}
