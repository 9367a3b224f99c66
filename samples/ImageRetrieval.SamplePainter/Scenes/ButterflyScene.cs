using ImageRetrieval.SamplePainter.Drawing;

namespace ImageRetrieval.SamplePainter.Scenes;

/// <summary>Butterflies: one with spread wings, a collector's board, or a few on the wing.</summary>
internal sealed class ButterflyScene : Scene
{
    private static readonly string[] s_coats =
    [
        "#f2811d #2a1608 #ffd9a0", "#2f7de0 #0c1430 #a8e0ff", "#f4e04d #3a2f10 #ffffff", "#8a4fd0 #1c0f36 #f0b8ff", "#e03a4a #2a0c14 #ffd0c0", "#38b58a #0c2a26 #d8ffe0", "#f7f2e4 #4a4038 #f0a04a", "#e86aa8 #3a1030 #ffe0f0", "#20b8c8 #08242f #ffe27a",
    ];

    private static readonly string[] s_papers = ["#f6eedd #e0cfae", "#e4efe6 #b4d0bc", "#e3ecf5 #b0c8e0", "#f7e3e3 #e2b8ba", "#233a34 #0f1f1d", "#efe7f5 #c4b2da", "#2b2540 #14102a", "#fbf0c8 #ecd28a"];

    public override string Kind => "butterfly";

    public override string Paint(Canvas canvas, Dice dice, int number)
    {
        var paper = Color.HexAll(s_papers[(number * 3 + number / 8) % s_papers.Length]);
        canvas.Background(canvas.Radial(0.5, 0.45, 0.8, paper[0], paper[1]));
        var coat = Color.HexAll(s_coats[number % s_coats.Length]);
        var board = number % 4 == 2;
        if (!board)
        {
            canvas.Bokeh(dice, 14, 0.03, 0.12, paper[0].Lighten(0.1), paper[1].Darken(0.05));
            Leaves(canvas, dice, paper);
        }
        var (x, y) = (canvas.Width / 2, canvas.Height / 2);
        switch (number % 4)
        {
            case 0 or 3:
                Paint(canvas, dice, x, y, canvas.Unit * dice.Range(0.4, 0.47), dice.Around(0, 25), coat, 1);
                return $"A butterfly with spread wings, {Shade(number)}";
            case 2:
                return PaintBoard(canvas, dice, paper);
            default:
                var count = dice.Int(3, 7);
                for (var i = 0; i < count; i++)
                    Paint(canvas, dice, canvas.Width * (i + 0.5 + dice.Around(0, 0.2)) / count, canvas.Height * dice.Range(0.2, 0.8), canvas.Unit * dice.Range(0.11, 0.2), dice.Around(0, 50), coat, dice.Range(0.55, 1));
                return $"{count} butterflies in flight, {Shade(number)}";
        }
    }

    private static string PaintBoard(Canvas canvas, Dice dice, Color[] paper)
    {
        var (columns, rows) = canvas.Portrait ? (dice.Int(2, 3), dice.Int(3, 4)) : (dice.Int(3, 4), dice.Int(2, 3));
        canvas.Rect(9, 9, canvas.Width - 18, canvas.Height - 18, "none", $"stroke='{paper[1].Darken(0.2)}' stroke-width='5'");
        var (w, h) = ((canvas.Width - 40) / columns, (canvas.Height - 40) / rows);
        for (var i = 0; i < columns * rows; i++)
        {
            var (x, y) = (20 + w * (i % columns + 0.5), 20 + h * (i / columns + 0.5));
            Paint(canvas, dice, x, y, Math.Min(w, h) * 0.42, 0, Color.HexAll(dice.Pick<string>(s_coats)), 1);
            canvas.Circle(x, y - 2, 1.8, Color.Hex("#d8d8e0"));
        }
        return $"A collector's board with {columns * rows} butterflies";
    }

    private static void Paint(Canvas canvas, Dice dice, double x, double y, double r, double turn, Color[] coat, double fold)
    {
        var seed = $"{dice.Next()}";
        using (canvas.At(x, y, turn, more: r > 60 ? $"filter='{canvas.Shadow(2, r * 0.05, r * 0.05, 0.35)}'" : ""))
        {
            foreach (var side in (double[])[-1, 1])
                using (canvas.At(0, 0, 0, side * fold * r / 100, r / 100))
                    Butterfly.PaintWings(canvas, new Dice(seed), coat);
            using (canvas.At(0, 0, 0, r / 100))
                Butterfly.PaintBody(canvas, coat[1]);
        }
    }

    private static void Leaves(Canvas canvas, Dice dice, Color[] paper)
    {
        for (var i = 0; i < 12; i++)
        {
            var green = Color.Lch(dice.Range(0.45, 0.65), 0.09, dice.Range(120, 165)).Mix(paper[1], 0.45);
            var edge = Point.Polar(canvas.Unit * 0.72, dice.Range(0, 360), canvas.Width / 2, canvas.Height / 2);
            using (canvas.At(edge.X, edge.Y, dice.Range(0, 360)))
            {
                canvas.Path(Bloom.Petal(canvas.Unit * 0.09, canvas.Unit * 0.3), canvas.Vertical(green.Lighten(0.08), green.Darken(0.06)));
                canvas.Line(0, 0, 0, -canvas.Unit * 0.26, green.Darken(0.1), 1.2);
            }
        }
    }

    private static string Shade(int number) =>
        new[] { "orange", "blue", "yellow", "violet", "red", "green", "white", "pink", "turquoise" }[number % 9];
}
