using ImageRetrieval.SamplePainter.Drawing;

namespace ImageRetrieval.SamplePainter.Scenes;

/// <summary>Leaded glass: roses, suns, lattices and arches, lit from behind.</summary>
internal sealed class StainedGlassScene : Scene
{
    private static readonly string[] s_glasses =
    [
        "#1d3f9a #c81d3a #e8b020 #1f8a5a #6a2fa0", "#0f6a8a #e86a1f #f4d03a #8a1f4a #2fa88f", "#2a2f8a #4f86e0 #a0d8f0 #f0e4a0 #d04a6a", "#8a1f2a #d8542a #f4a83a #f8e08a #3a2a5a",
        "#1a5a3f #5aa84a #c8d84a #f4e8a0 #2a7f9a", "#5a1f7a #a84ac0 #f08ab8 #f4d8a0 #2a4f9a", "#20305a #3f7a8f #c8d8c0 #e0a05a #a03a3a",
    ];

    public override string Kind => "stained-glass";

    public override string Paint(Canvas canvas, Dice dice, int number)
    {
        var glass = Color.HexAll(s_glasses[number % s_glasses.Length]);
        canvas.Background(Color.Hex("#14141a"));
        var title = (number % 5) switch
        {
            0 => Rose(canvas, dice, glass),
            1 => Sun(canvas, dice, glass),
            2 => Lattice(canvas, dice, glass),
            3 => Arches(canvas, dice, glass),
            _ => Shards(canvas, dice, glass),
        };
        canvas.Background(canvas.Radial(dice.Range(0.3, 0.7), dice.Range(0.2, 0.5), 0.7, Color.Hex("#fff6d8").Fade(0.42), Color.Hex("#fff6d8").Fade(0.08), Color.Black.Fade(0.35)));
        return $"{title} in {glass[0].Word} and {glass[2].Word}";
    }

    private static void Pane(Canvas canvas, Dice dice, IReadOnlyList<Point> corners, Color color)
    {
        var light = dice.Vary(color, 0.06, 8);
        canvas.Path(Curve.Lines(corners), canvas.Linear(dice.Next(), 0, dice.Next(), 1, light.Lighten(0.1), light, light.Darken(0.09)), "stroke='#15151b' stroke-width='3.4' stroke-linejoin='round'");
    }

    private static string Rose(Canvas canvas, Dice dice, Color[] glass)
    {
        Background(canvas, dice, glass[0].Darken(0.12));
        var (cx, cy, r, petals) = (canvas.Width / 2, canvas.Height / 2, canvas.Unit * 0.47, dice.Pick(8, 10, 12, 16));
        canvas.Circle(cx, cy, r * 1.03, "#15151b");
        double[] rings = [0.16, 0.4, 0.68, 1];
        for (var ring = 0; ring < 3; ring++)
            for (var i = 0; i < petals; i++)
            {
                var (a, b, middle) = (360.0 * i / petals, 360.0 * (i + 1) / petals, 360.0 * (i + 0.5) / petals);
                Pane(canvas, dice, [Point.Polar(r * rings[ring], a, cx, cy), Point.Polar(r * rings[ring + 1], a, cx, cy), Point.Polar(r * rings[ring + 1], middle, cx, cy), Point.Polar(r * rings[ring + 1], b, cx, cy), Point.Polar(r * rings[ring], b, cx, cy)], glass[(ring + (i & 1) * 2) % 5]);
                var eye = Point.Polar(r * (rings[ring] + rings[ring + 1]) / 2, middle, cx, cy);
                canvas.Circle(eye.X, eye.Y, r * 0.2 * rings[ring + 1] * Math.Min(1, 10.0 / petals), dice.Vary(glass[(ring + 3) % 5], 0.05), "stroke='#15151b' stroke-width='3'");
            }
        canvas.Circle(cx, cy, r * 0.16, glass[2].Lighten(0.05), "stroke='#15151b' stroke-width='4'");
        return $"A rose window with {petals} petals";
    }

    private static string Sun(Canvas canvas, Dice dice, Color[] glass)
    {
        var (cx, cy, rays) = (canvas.Width * dice.Range(0.3, 0.7), canvas.Height * dice.Range(0.35, 0.6), dice.Pick(14, 18, 22));
        var far = canvas.Width + canvas.Height;
        for (var i = 0; i < rays; i++)
            for (var step = 4; step >= 0; step--)
            {
                var (inner, outer) = (canvas.Unit * 0.17 * (step + 1), step == 4 ? far : canvas.Unit * 0.17 * (step + 2));
                var (a, b) = (360.0 * i / rays, 360.0 * (i + 1) / rays);
                Pane(canvas, dice, [Point.Polar(inner, a, cx, cy), Point.Polar(outer, a, cx, cy), Point.Polar(outer, b, cx, cy), Point.Polar(inner, b, cx, cy)], (i & 1) == 0 ? glass[2].Mix(glass[1], step / 4.0) : glass[0].Mix(glass[4], step / 4.0));
            }
        canvas.Circle(cx, cy, canvas.Unit * 0.17, canvas.Radial(0.5, 0.5, 0.5, Color.Hex("#fffbe0"), glass[2].Lighten(0.1), glass[2]), "stroke='#15151b' stroke-width='4'");
        return "A sun of leaded glass";
    }

    private static string Lattice(Canvas canvas, Dice dice, Color[] glass)
    {
        var (w, h) = (canvas.Unit * dice.Range(0.11, 0.17), canvas.Unit * dice.Range(0.14, 0.24));
        for (var row = -1; row * h / 2 < canvas.Height + h; row++)
            for (var column = -1; column * w < canvas.Width + w; column++)
            {
                var (x, y) = (column * w + (row & 1) * w / 2, row * h / 2);
                Pane(canvas, dice, [(x, y - h / 2), (x + w / 2, y), (x, y + h / 2), (x - w / 2, y)], glass[((row + 2 * column) % 5 + 5) % 5].Mix(glass[2], dice.Chance(0.2) ? 0.7 : 0));
            }
        return "A lattice of glass diamonds";
    }

    private static string Arches(Canvas canvas, Dice dice, Color[] glass)
    {
        var count = canvas.Portrait ? dice.Int(1, 2) : dice.Int(2, 4);
        var w = canvas.Width / count;
        for (var i = 0; i < count; i++)
        {
            var (x, cx, top) = (i * w + w * 0.06, i * w + w / 2, canvas.Height * 0.06);
            var outline = $"M{x:0} {canvas.Height * 0.97:0}V{canvas.Height * 0.42:0}C{x:0} {canvas.Height * 0.24:0} {cx - w * 0.12:0} {canvas.Height * 0.14:0} {cx:0} {top:0}C{cx + w * 0.12:0} {canvas.Height * 0.14:0} {x + w * 0.88:0} {canvas.Height * 0.24:0} {x + w * 0.88:0} {canvas.Height * 0.42:0}V{canvas.Height * 0.97:0}Z";
            using (canvas.Group($"clip-path='{canvas.Clip(outline)}'"))
            {
                const int rows = 9;
                for (var row = 0; row < rows; row++)
                    for (var column = 0; column < 4; column++)
                    {
                        var (px, py, pw, ph) = (x + column * w * 0.22, top + row * canvas.Height * 0.92 / rows, w * 0.22, canvas.Height * 0.92 / rows);
                        Pane(canvas, dice, [(px, py), (px + pw, py), (px + pw, py + ph), (px, py + ph)], glass[(row / 2 + (column is 0 or 3 ? 0 : 3) + i) % 5]);
                    }
                canvas.Circle(cx, canvas.Height * 0.4, w * 0.28, glass[2], "stroke='#15151b' stroke-width='4'");
                for (var p = 0; p < 6; p++)
                {
                    var eye = Point.Polar(w * 0.17, p * 60 + 30, cx, canvas.Height * 0.4);
                    canvas.Circle(eye.X, eye.Y, w * 0.085, dice.Vary(glass[p % 2 == 0 ? 1 : 4], 0.05), "stroke='#15151b' stroke-width='3'");
                }
            }
            canvas.Stroke(outline, Color.Hex("#3a3630"), 7);
            canvas.Stroke(outline, Color.Hex("#6a6458"), 2);
        }
        return count == 1 ? "A pointed church window" : $"{count} pointed church windows";
    }

    private static string Shards(Canvas canvas, Dice dice, Color[] glass)
    {
        Background(canvas, dice, glass[0]);
        var (columns, rows) = (dice.Int(5, 8), dice.Int(4, 7));
        var grid = new Point[columns + 1, rows + 1];
        for (var x = 0; x <= columns; x++)
            for (var y = 0; y <= rows; y++)
                grid[x, y] = (canvas.Width * (x + (x % columns == 0 ? 0 : dice.Around(0, 0.33))) / columns, canvas.Height * (y + (y % rows == 0 ? 0 : dice.Around(0, 0.33))) / rows);
        var sweep = dice.Range(0.4, 0.9);
        for (var x = 0; x < columns; x++)
            for (var y = 0; y < rows; y++)
            {
                var color = glass[(int)((x * sweep + y * 0.8 + dice.Next() * 0.9) % 5)];
                Point[] box = [grid[x, y], grid[x + 1, y], grid[x + 1, y + 1], grid[x, y + 1]];
                Pane(canvas, dice, [box[0], box[1], box[2]], color);
                Pane(canvas, dice, [box[0], box[2], box[3]], dice.Chance(0.35) ? glass[dice.Int(0, 4)] : color.Lighten(0.05));
            }
        return "Free shards of coloured glass";
    }

    private static void Background(Canvas canvas, Dice dice, Color color)
    {
        var cell = canvas.Unit * 0.13;
        for (var y = 0.0; y < canvas.Height; y += cell)
            for (var x = 0.0; x < canvas.Width; x += cell)
                Pane(canvas, dice, [(x, y), (x + cell, y), (x + cell, y + cell), (x, y + cell)], color);
    }
}
