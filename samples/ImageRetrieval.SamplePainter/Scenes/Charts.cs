using ImageRetrieval.SamplePainter.Drawing;

namespace ImageRetrieval.SamplePainter.Scenes;

/// <summary>One method for each form of chart.</summary>
internal static class Charts
{
    public static void Bars(Frame f)
    {
        f.Grid();
        var (groups, series) = (f.Dice.Int(4, 9), f.Dice.Int(1, 3));
        var slot = f.W / groups;
        for (var g = 0; g < groups; g++)
            for (var s = 0; s < series; s++)
            {
                var (h, w) = (f.H * f.Dice.Range(0.15, 0.95), slot * 0.76 / series);
                f.Canvas.Rect(f.X + g * slot + slot * 0.12 + s * w, f.Bottom - h, w * 0.92, h, f.Canvas.Vertical(f.Series(s).Lighten(0.06), f.Series(s).Darken(0.04)), "rx='2.5'");
            }
    }

    public static void Lines(Frame f)
    {
        f.Grid(f.Dice.Int(4, 6));
        var count = f.Dice.Int(2, 4);
        for (var s = 0; s < count; s++)
        {
            var points = f.Points(f.Walk(f.Dice.Int(8, 22)));
            f.Canvas.Stroke(s % 2 == 0 ? Curve.Smooth(points, closed: false) : Curve.Lines(points, closed: false), f.Series(s), 3);
            foreach (var p in points)
                f.Canvas.Circle(p.X, p.Y, 3.4, f.Theme[0], $"stroke='{f.Series(s)}' stroke-width='2'");
        }
    }

    public static void Areas(Frame f)
    {
        f.Grid();
        var layers = f.Dice.Int(2, 4);
        for (var s = 0; s < layers; s++)
        {
            var points = f.Points([.. f.Walk(12).Select(v => v * (1 - s * 0.22))]);
            f.Canvas.Path(Curve.Ground(points, f.Bottom, smooth: true), f.Canvas.Vertical(f.Series(s).Fade(0.85), f.Series(s).Fade(0.25)));
            f.Canvas.Stroke(Curve.Smooth(points, closed: false), f.Series(s), 2.4);
        }
    }

    public static void Stacks(Frame f)
    {
        f.Grid();
        var groups = f.Dice.Int(6, 14);
        for (var g = 0; g < groups; g++)
        {
            var y = f.Bottom;
            for (var s = 0; s < 4; s++)
            {
                var h = f.H * f.Dice.Range(0.06, 0.22);
                f.Canvas.Rect(f.X + f.W * (g + 0.15) / groups, y - h, f.W * 0.7 / groups, h + 0.5, f.Series(s));
                y -= h;
            }
        }
    }

    public static void Rows(Frame f)
    {
        var rows = f.Dice.Int(5, 10);
        var color = f.Dice.Int(0, 3);
        for (var r = 0; r < rows; r++)
        {
            var (y, h) = (f.Y + f.H * (r + 0.18) / rows, f.H * 0.6 / rows);
            f.Canvas.Rect(f.X, y + h * 0.25, f.W * f.Dice.Range(0.1, 0.17), h * 0.5, f.Theme[1].Mix(f.Theme[2], 0.25), "rx='3'");
            f.Canvas.Rect(f.X + f.W * 0.2, y, f.W * 0.8, h, f.Theme[1].Fade(0.6), "rx='4'");
            f.Canvas.Rect(f.X + f.W * 0.2, y, f.W * 0.8 * Math.Max(0.08, 0.95 - r * 0.8 / rows - f.Dice.Range(0, 0.1)), h, f.Series(color + (r == 0 ? 1 : 0)), "rx='4'");
        }
    }

    public static void Ring(Frame f)
    {
        var (cx, cy, r) = (f.X + f.W / 2, f.Y + f.H / 2, Math.Min(f.W, f.H) * 0.47);
        var (count, angle) = (f.Dice.Int(4, 7), f.Dice.Range(0, 360));
        var shares = Enumerable.Range(0, count).Select(_ => f.Dice.Range(0.4, 1.6)).ToArray();
        for (var i = 0; i < count; i++)
        {
            var sweep = 360 * shares[i] / shares.Sum();
            var (a, b) = (Point.Polar(r, angle, cx, cy), Point.Polar(r, angle + sweep, cx, cy));
            f.Canvas.Path($"M{cx:0.#} {cy:0.#}L{a.X:0.#} {a.Y:0.#}A{r:0.#} {r:0.#} 0 {(sweep > 180 ? 1 : 0)} 1 {b.X:0.#} {b.Y:0.#}Z", f.Series(i).Lighten(i / 4 * 0.12), $"stroke='{f.Theme[0]}' stroke-width='3'");
            angle += sweep;
        }
        if (f.Dice.Chance(0.7)) f.Canvas.Circle(cx, cy, r * f.Dice.Range(0.45, 0.66), f.Theme[0]);
    }

    public static void Scatter(Frame f)
    {
        f.Grid();
        for (var i = 0; i <= 6; i++) f.Canvas.Line(f.X + f.W * i / 6, f.Y, f.X + f.W * i / 6, f.Bottom, f.Theme[1], 1);
        var clusters = f.Dice.Int(2, 4);
        for (var s = 0; s < clusters; s++)
        {
            var (cx, cy, wide) = (f.Dice.Range(0.2, 0.8), f.Dice.Range(0.2, 0.8), f.Dice.Range(0.04, 0.1));
            for (var i = 0; i < 45; i++)
                f.Canvas.Circle(f.X + f.W * Math.Clamp(cx + f.Dice.Bell() * wide, 0, 1), f.Y + f.H * Math.Clamp(cy + f.Dice.Bell() * wide * 1.3, 0, 1), 3.6, f.Series(s).Fade(0.75));
        }
    }

    public static void Bubbles(Frame f)
    {
        f.Grid();
        var count = f.Dice.Int(14, 26);
        for (var i = 0; i < count; i++)
            f.Canvas.Circle(f.X + f.W * f.Dice.Range(0.06, 0.94), f.Y + f.H * f.Dice.Range(0.08, 0.92), f.Canvas.Unit * (0.015 + 0.1 * Math.Pow(f.Dice.Next(), 2)), f.Series(i).Fade(0.6), $"stroke='{f.Series(i)}' stroke-width='2'");
    }

    public static void HeatMap(Frame f)
    {
        var (columns, rows) = (f.Dice.Int(8, 14), f.Dice.Int(6, 10));
        var (fx, fy, phase) = (f.Dice.Range(0.25, 0.7), f.Dice.Range(0.25, 0.7), f.Dice.Range(0, 6));
        for (var y = 0; y < rows; y++)
            for (var x = 0; x < columns; x++)
            {
                var heat = Math.Clamp(0.5 + 0.35 * Math.Sin(x * fx + phase) * Math.Cos(y * fy) + f.Dice.Around(0, 0.2), 0, 1);
                var color = heat < 0.5 ? f.Theme[1].Mix(f.Theme[2], heat * 2) : f.Theme[2].Mix(f.Theme[3], heat * 2 - 1);
                f.Canvas.Rect(f.X + f.W * x / columns, f.Y + f.H * y / rows, f.W / columns - 2, f.H / rows - 2, color, "rx='2'");
            }
    }

    public static void Radar(Frame f)
    {
        var (cx, cy, r, axes) = (f.X + f.W / 2, f.Y + f.H / 2, Math.Min(f.W, f.H) * 0.5, f.Dice.Int(5, 9));
        Point[] Shape(Func<int, double> reach) => [.. Enumerable.Range(0, axes).Select(i => Point.Polar(r * reach(i), i * 360.0 / axes - 90, cx, cy))];
        for (var ring = 1; ring <= 5; ring++)
            f.Canvas.Path(Curve.Lines(Shape(_ => ring / 5.0)), "none", $"stroke='{f.Theme[1].Mix(f.Theme[2], 0.1)}' stroke-width='1.4'");
        foreach (var p in Shape(_ => 1)) f.Canvas.Line(cx, cy, p.X, p.Y, f.Theme[1].Mix(f.Theme[2], 0.1), 1.2);
        for (var s = 0; s < f.Dice.Int(2, 3); s++)
            f.Canvas.Path(Curve.Lines(Shape(_ => f.Dice.Range(0.3, 0.95))), f.Series(s).Fade(0.35), $"stroke='{f.Series(s)}' stroke-width='2.6'");
    }

    public static void Candles(Frame f)
    {
        f.Grid();
        var values = f.Walk(f.Dice.Int(18, 30));
        for (var i = 1; i < values.Length; i++)
        {
            var (x, open, close) = (f.X + f.W * (i - 0.5) / (values.Length - 1), f.Bottom - f.H * values[i - 1], f.Bottom - f.H * values[i]);
            var color = close < open ? f.Series(2) : f.Series(3);
            f.Canvas.Line(x, Math.Min(open, close) - f.H * f.Dice.Range(0.01, 0.08), x, Math.Max(open, close) + f.H * f.Dice.Range(0.01, 0.08), color, 1.4);
            f.Canvas.Rect(x - f.W * 0.32 / values.Length, Math.Min(open, close), f.W * 0.64 / values.Length, Math.Max(2, Math.Abs(open - close)), color, "rx='1'");
        }
    }
}
