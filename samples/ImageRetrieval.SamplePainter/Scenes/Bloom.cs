using ImageRetrieval.SamplePainter.Drawing;

namespace ImageRetrieval.SamplePainter.Scenes;

/// <summary>A single bloom, seen from the front or tilted.</summary>
internal static class Bloom
{
    public static string Petal(double width, double length) =>
        $"M0 0C{width:0.#} {-length * 0.3:0.#} {width * 0.8:0.#} {-length * 0.95:0.#} 0 {-length:0.#}C{-width * 0.8:0.#} {-length * 0.95:0.#} {-width:0.#} {-length * 0.3:0.#} 0 0Z";

    public static void Paint(Canvas canvas, Dice dice, string name, double x, double y, double r, Color color, double tilt = 1)
    {
        using (canvas.At(x, y, dice.Around(0, 20), 1, tilt, r > 40 ? $"filter='{canvas.Shadow(0, r * 0.04, r * 0.05, 0.35)}'" : ""))
            switch (name)
            {
                case "sunflower":
                    Ring(canvas, dice, 24, r * 0.12, r, color.Darken(0.08));
                    Ring(canvas, dice, 22, r * 0.12, r * 0.88, color);
                    Disc(canvas, dice, r * 0.42, Color.Hex("#4a2c17"), Color.Hex("#8a5526"));
                    break;
                case "poppy":
                    Ring(canvas, dice, 4, r * 0.85, r, color.Darken(0.05));
                    Ring(canvas, dice, 4, r * 0.7, r * 0.8, color.Lighten(0.03));
                    Disc(canvas, dice, r * 0.17, Color.Hex("#1b1420"), Color.Hex("#5a6b3a"));
                    break;
                case "dahlia" or "marigold":
                    for (var layer = 0; layer < 6; layer++)
                        Ring(canvas, dice, 18 - layer * 2, r * (0.15 - layer * 0.014), r * (1 - layer * 0.16), color.Lighten(layer * 0.025 - 0.06).Turn(layer * 3));
                    break;
                case "anemone":
                    Ring(canvas, dice, 8, r * 0.32, r, color.Darken(0.06));
                    Ring(canvas, dice, 7, r * 0.3, r * 0.78, color);
                    canvas.Circle(0, 0, r * 0.26, Color.White.Fade(0.5));
                    Disc(canvas, dice, r * 0.17, Color.Hex("#15122b"), Color.Hex("#3b2f63"));
                    break;
                case "cornflower":
                    for (var layer = 0; layer < 3; layer++)
                        Ring(canvas, dice, 14, r * 0.1, r * (1 - layer * 0.25), color.Lighten(layer * 0.05), notch: true);
                    Disc(canvas, dice, r * 0.18, Color.Hex("#3a1f66"), Color.Hex("#9a5fd0"));
                    break;
                default:
                    var count = name == "cosmos" ? 8 : 20;
                    Ring(canvas, dice, count, r * (name == "cosmos" ? 0.34 : 0.13), r, color, notch: name == "cosmos");
                    Disc(canvas, dice, r * 0.24, Color.Hex("#e08a00"), Color.Hex("#ffd23f"));
                    break;
            }
    }

    private static void Ring(Canvas canvas, Dice dice, int count, double width, double length, Color color, bool notch = false)
    {
        var fills = Enumerable.Range(0, 3).Select(i => canvas.Vertical(color.Lighten(0.08 - i * 0.05), color.Darken(0.03 + i * 0.03), color.Darken(0.2).Saturate(1.1))).ToArray();
        var start = dice.Range(0, 360);
        for (var i = 0; i < count; i++)
            using (canvas.At(0, 0, start + i * 360.0 / count + dice.Around(0, 5)))
            {
                var reach = length * dice.Range(0.92, 1.04);
                canvas.Path(Petal(width, reach), fills[i % 3]);
                if (length > 30)
                    canvas.Line(0, -reach * 0.25, 0, -reach * (notch ? 0.9 : 0.75), color.Darken(0.14).Fade(0.4), Math.Max(0.7, length * 0.008));
            }
    }

    private static void Disc(Canvas canvas, Dice dice, double r, Color dark, Color light)
    {
        canvas.Circle(0, 0, r, canvas.Radial(0.45, 0.4, 0.6, light, dark));
        for (var i = 1; i < (r > 8 ? 90 : 14); i++)
        {
            var p = Point.Polar(r * 0.95 * Math.Sqrt(i / 90.0), i * 137.5);
            canvas.Circle(p.X, p.Y, r * 0.045, dice.Vary(light, 0.1).Fade(0.8));
        }
    }
}
