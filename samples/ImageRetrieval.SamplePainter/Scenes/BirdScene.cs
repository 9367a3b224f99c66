using ImageRetrieval.SamplePainter.Drawing;

namespace ImageRetrieval.SamplePainter.Scenes;

/// <summary>Birds on wires and branches, before open sky.</summary>
internal sealed class BirdScene : Scene
{
    private static readonly string[] s_coats = ["#1c1e2a #2a2d3c #c8a050", "#3f7fc0 #f0a050 #2a2a30", "#d8432f #f4e0d0 #3a2020", "#f4c83a #3a3a3a #e8e0d0", "#4f9a6a #e8e0a8 #c84a3a", "#8a6a50 #e8d8c0 #4a3a2a"];

    public override string Kind => "bird";

    public override string Paint(Canvas canvas, Dice dice, int number)
    {
        Sky[] skies = [Sky.Sunset, Sky.Morning, Sky.Dusk, Sky.Golden, Sky.Overcast, Sky.Dawn, Sky.Noon];
        var sky = skies[number % skies.Length];
        sky.Paint(canvas, dice, canvas.Height, dice.Range(0.3, 0.8));
        var coat = Color.HexAll(s_coats[(number * 5 + number / 7) % s_coats.Length]);
        var title = (number % 3) switch
        {
            0 => Wires(canvas, dice, Color.HexAll(s_coats[0])),
            1 => Branch(canvas, dice, sky, coat),
            _ => Wires(canvas, dice, coat, few: true),
        };
        canvas.Vignette(0.18);
        return $"{title} {sky.Time}";
    }

    private static string Wires(Canvas canvas, Dice dice, Color[] coat, bool few = false)
    {
        var ink = Color.Hex("#15161f");
        var wires = few ? dice.Int(1, 2) : dice.Int(4, 6);
        var sag = canvas.Height * dice.Range(0.02, 0.1);
        var slope = canvas.Height * dice.Around(0, 0.12);
        double At(int wire, double t) => canvas.Height * (few ? 0.6 + 0.2 * wire : 0.22 + 0.62 * wire / wires) + slope * (t - 0.5) + sag * 4 * t * (1 - t);
        for (var wire = 0; wire < wires; wire++)
        {
            Point[] line = [.. Enumerable.Range(0, 13).Select(i => new Point(canvas.Width * i / 12.0, At(wire, i / 12.0)))];
            canvas.Stroke(Curve.Smooth(line, closed: false), ink, few ? 2.6 : 1.5);
        }
        if (!few) Pole(canvas, dice, ink);
        var count = few ? dice.Int(2, 4) : dice.Int(9, 24);
        for (var i = 0; i < count; i++)
        {
            var t = few ? (i + 0.5 + dice.Around(0, 0.2)) / count : dice.Range(0.03, 0.97);
            Bird(canvas, dice, canvas.Width * t, At(dice.Int(0, few ? 0 : wires - 1), t), canvas.Unit * (few ? dice.Range(0.17, 0.23) : dice.Range(0.04, 0.065)), coat);
        }
        return few ? $"{count} birds on a wire" : $"{count} birds on many wires";
    }

    private static void Pole(Canvas canvas, Dice dice, Color ink)
    {
        var x = canvas.Width * dice.Range(0.12, 0.88);
        canvas.Rect(x - 3.5, canvas.Height * 0.08, 7, canvas.Height, ink);
        for (var i = 0; i < 3; i++)
            canvas.Rect(x - canvas.Unit * 0.13, canvas.Height * (0.16 + 0.17 * i), canvas.Unit * 0.26, 4, ink);
    }

    private static string Branch(Canvas canvas, Dice dice, Sky sky, Color[] coat)
    {
        var (left, bark) = (dice.Chance(0.5), sky.Lit(Color.Hex("#4a3428")));
        var (from, to) = (left ? -10 : canvas.Width + 10, left ? canvas.Width * 0.95 : canvas.Width * 0.05);
        var y = canvas.Height * dice.Range(0.62, 0.76);
        double Height(double t) => y - canvas.Height * 0.12 * Math.Sin(t * 2.2);
        Point[] line = [.. Enumerable.Range(0, 9).Select(i => new Point(from + (to - from) * i / 8.0, Height(i / 8.0)))];
        canvas.Stroke(Curve.Smooth(line, closed: false), bark, 7);
        canvas.Stroke(Curve.Smooth([.. line.Select(p => new Point(p.X, p.Y - 2))], closed: false), bark.Lighten(0.12), 1.6);
        var hue = dice.Pick(130.0, 120, 60, 10);
        for (var i = 0; i < 34; i++)
        {
            var p = line[dice.Int(1, 8)];
            using (canvas.At(p.X + dice.Around(0, 22), p.Y + dice.Around(0, 3), dice.Range(0, 360)))
                canvas.Path(Bloom.Petal(canvas.Unit * 0.022, canvas.Unit * dice.Range(0.06, 0.11)), sky.Lit(Color.Lch(dice.Range(0.5, 0.7), 0.13, hue + dice.Around(0, 15))).Fade(0.95));
        }
        var count = dice.Int(1, 3);
        for (var i = 0; i < count; i++)
        {
            var t = (i + 0.8) / (count + 0.7);
            Bird(canvas, dice, from + (to - from) * t, Height(t) - 3, canvas.Unit * dice.Range(0.24, 0.3) * (count > 1 ? 0.75 : 1), coat);
        }
        return count == 1 ? "A bird on a branch" : $"{count} birds on a branch";
    }

    private static void Bird(Canvas canvas, Dice dice, double x, double foot, double size, Color[] coat)
    {
        using (canvas.At(x, foot, dice.Around(0, 6), dice.Sign() * size / 100, size / 100))
        {
            canvas.Stroke("M-6 -14V0M8 -14V0", coat[2].Darken(0.1), 4);
            canvas.Path("M30 -34L78 8L58 14L14 -16Z", coat[0].Darken(0.08));
            canvas.Path("M-46 -84C-40 -112 -4 -112 6 -88C34 -78 48 -50 40 -24C26 -6 -20 -6 -34 -26C-46 -44 -44 -64 -46 -84Z", canvas.Vertical(coat[0].Lighten(0.05), coat[0]));
            canvas.Path("M-44 -74C-24 -66 -8 -44 -10 -14C-24 -14 -36 -24 -40 -40Z", coat[1]);
            canvas.Path("M-2 -70C30 -70 46 -42 54 -6C26 -10 0 -30 -2 -70Z", canvas.Vertical(coat[0].Darken(0.02), coat[0].Darken(0.14)));
            canvas.Path("M-42 -90L-64 -82L-42 -76Z", coat[2].Lightness < 0.3 ? Color.Hex("#e0a030") : coat[2]);
            canvas.Circle(-28, -90, 5, Color.White.Fade(0.95));
            canvas.Circle(-29, -90, 3.4, Color.Hex("#101014"));
        }
    }
}
