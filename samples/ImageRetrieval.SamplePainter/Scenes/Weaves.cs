using System.Text;
using ImageRetrieval.SamplePainter.Drawing;

namespace ImageRetrieval.SamplePainter.Scenes;

/// <summary>Repeating patterns, centred on the origin and large enough to be turned.</summary>
internal static class Weaves
{
    public static void Tartan(Canvas canvas, Dice dice, Color[] p, double cell)
    {
        var sett = Enumerable.Range(0, dice.Int(5, 8)).Select(_ => (Wide: cell * dice.Pick(0.12, 0.2, 0.5, 0.9), Color: p[dice.Int(1, 3)])).ToArray();
        foreach (var turn in (int[])[0, 90])
            using (canvas.At(0, 0, turn, more: "opacity='.6'"))
            {
                var i = 0;
                for (var x = -Reach(canvas); x < Reach(canvas); i++)
                {
                    var (wide, color) = sett[i % sett.Length];
                    canvas.Rect(x, -Reach(canvas), wide, 2 * Reach(canvas), color);
                    x += wide + cell * 0.25;
                }
            }
    }

    public static void Chevrons(Canvas canvas, Dice dice, Color[] p, double cell)
    {
        var steep = dice.Range(0.5, 1.1);
        Each(canvas, 2 * Reach(canvas), cell * 0.55, (_, y, row, _) =>
        {
            var d = new StringBuilder($"M{-Reach(canvas):0} {y:0}");
            for (var x = -Reach(canvas); x < Reach(canvas); x += cell)
                d.Append($"l{cell / 2:0.#} {-cell * steep / 2:0.#}l{cell / 2:0.#} {cell * steep / 2:0.#}");
            canvas.Stroke(d.ToString(), p[Mod(row * 7 / 3, 4)], cell * 0.4, "style='stroke-linecap:butt;stroke-linejoin:miter'");
        });
    }

    public static void Dots(Canvas canvas, Dice dice, Color[] p, double cell)
    {
        var (large, ring) = (dice.Range(0.26, 0.4), dice.Chance(0.5));
        Each(canvas, cell, cell * 0.87, (x, y, row, column) =>
        {
            var color = p[1 + Mod(row + column * 2, 3)];
            var cx = x + (row & 1) * cell / 2;
            canvas.Circle(cx, y, cell * large, color);
            if (ring) canvas.Circle(cx, y, cell * large * 0.55, p[0]);
        });
    }

    public static void Scales(Canvas canvas, Dice dice, Color[] p, double cell)
    {
        var rings = dice.Int(3, 4);
        Each(canvas, cell, cell * 0.32, (x, y, row, column) =>
        {
            for (var i = 0; i < rings; i++)
                canvas.Circle(x + (row & 1) * cell / 2, y, cell * 0.5 * (1 - i / (double)rings), p[Mod(i + (row % 5 == 0 ? 2 : 1), 4)], $"stroke='{p[0]}' stroke-width='1'");
        });
    }

    public static void Ikat(Canvas canvas, Dice dice, Color[] p, double cell)
    {
        var w = cell * dice.Range(0.8, 1.2);
        Each(canvas, w * 1.1, cell * 0.95, (x, y, row, _) =>
        {
            for (var i = 0; i < 4; i++)
            {
                var (rx, ry) = (w * 0.62 * (1 - i * 0.24), cell * 0.98 * (1 - i * 0.24));
                var d = new StringBuilder();
                // The dye bleeds along the warp: the edge runs in small steps.
                for (var s = 0; s <= 20; s++)
                {
                    var a = s * 18 * Math.PI / 180;
                    var q = Math.Abs(Math.Cos(a)) + Math.Abs(Math.Sin(a));
                    d.Append($"{(s == 0 ? 'M' : 'L')}{x + (row & 1) * w * 0.55 + rx * Math.Cos(a) / q:0.#} {y + ry * Math.Sin(a) / q + dice.Around(0, cell * 0.045):0.#}");
                }
                canvas.Path(d.Append('Z').ToString(), p[Mod(i + 1, 4)]);
            }
        });
    }

    public static void Quilt(Canvas canvas, Dice dice, Color[] p, double cell) =>
        Each(canvas, cell, cell, (x, y, row, column) =>
        {
            var flip = dice.Chance(0.5);
            canvas.Rect(x, y, cell, cell, dice.Vary(p[Mod(row + column, 4)], 0.04));
            canvas.Path(Curve.Lines(flip ? [(x, y), (x + cell, y), (x, y + cell)] : [(x, y), (x + cell, y), (x + cell, y + cell)]), dice.Vary(p[dice.Int(0, 3)], 0.05));
            canvas.Rect(x + 2, y + 2, cell - 4, cell - 4, "none", $"stroke='{p[0]}' stroke-opacity='.5' stroke-dasharray='3 3'");
        });

    public static void Houndstooth(Canvas canvas, Dice dice, Color[] p, double cell)
    {
        var d = new StringBuilder();
        var u = cell / 4 * dice.Range(0.8, 1.3);
        Each(canvas, 4 * u, 4 * u, (x, y, _, _) =>
            d.Append(Tooth(x, y, u)));
        canvas.Path(d.ToString(), p[dice.Int(1, 2)].Lightness > 0.75 ? p[2] : p[1]);
    }

    /// <summary>A square with two teeth at the right and two at the foot.</summary>
    private static string Tooth(double x, double y, double u)
    {
        (double X, double Y)[] corners = [(0, 0), (2, 0), (3, -1), (4, -1), (2, 1), (2, 2), (1, 2), (-1, 4), (-1, 3), (0, 2)];
        return Curve.Lines([.. corners.Select(c => new Point(x + c.X * u, y + c.Y * u))]);
    }

    public static void Herringbone(Canvas canvas, Dice dice, Color[] p, double cell)
    {
        var thick = cell * dice.Range(0.14, 0.24);
        Each(canvas, cell, thick * 1.5, (x, y, row, column) =>
        {
            var slope = (column & 1) == 0 ? cell * 0.6 : -cell * 0.6;
            canvas.Path(Curve.Lines([(x, y), (x + cell * 0.97, y + slope), (x + cell * 0.97, y + slope + thick), (x, y + thick)]), dice.Vary(p[1 + Mod(row / 4 + column, 3)], 0.03));
        });
    }

    public static void Flowers(Canvas canvas, Dice dice, Color[] p, double cell) =>
        Each(canvas, cell * 1.5, cell * 1.3, (x, y, row, column) =>
        {
            var (cx, cy) = (x + (row & 1) * cell * 0.75 + dice.Around(0, cell * 0.12), y + dice.Around(0, cell * 0.12));
            using (canvas.At(cx, cy, dice.Range(0, 360), cell / 100))
            {
                canvas.Stroke("M20 20C50 50 60 60 66 92", p[3].Darken(0.1), 6);
                canvas.Path("M48 50C80 40 96 54 100 78C74 84 56 74 48 50Z", p[3]);
                for (var i = 0; i < 6; i++)
                    canvas.Ellipse(34 * Math.Cos(i * Math.PI / 3), 34 * Math.Sin(i * Math.PI / 3), 24, 15, p[1 + Mod(row + column, 2)], $"transform='rotate({i * 60} {34 * Math.Cos(i * Math.PI / 3):0.#} {34 * Math.Sin(i * Math.PI / 3):0.#})'");
                canvas.Circle(0, 0, 15, p[3].Lighten(0.15));
            }
        });

    public static void Stars(Canvas canvas, Dice dice, Color[] p, double cell)
    {
        var size = cell * 1.4;
        Each(canvas, size, size, (x, y, row, column) =>
        {
            canvas.Rect(x, y, size, size, p[Mod(row + column, 2) == 0 ? 0 : 2]);
            foreach (var (r, inner, color) in ((double, double, Color)[])[(0.5, 0.34, p[1]), (0.36, 0.24, p[3]), (0.2, 0.13, p[0])])
                canvas.Path(Curve.Lines([.. Enumerable.Range(0, 16).Select(i => Point.Polar(size * ((i & 1) == 0 ? r : inner), i * 22.5, x + size / 2, y + size / 2))]), color);
        });
    }

    public static void Stripes(Canvas canvas, Dice dice, Color[] p, double cell)
    {
        var bands = Enumerable.Range(0, dice.Int(6, 10)).Select(_ => (Wide: cell * Math.Pow(2, dice.Range(-3.2, 0.3)), Color: p[dice.Int(0, 3)])).ToArray();
        var i = 0;
        for (var y = -Reach(canvas); y < Reach(canvas); i++)
        {
            var (wide, color) = bands[i % bands.Length];
            canvas.Rect(-Reach(canvas), y, 2 * Reach(canvas), wide + 0.5, color);
            if (i % bands.Length == 2)
                for (var x = -Reach(canvas); x < Reach(canvas); x += cell * 0.4)
                    canvas.Path(Curve.Lines([(x, y + wide / 2), (x + cell * 0.12, y), (x + cell * 0.24, y + wide / 2), (x + cell * 0.12, y + wide)]), p[(dice.Int(0, 1) + 2) % 4]);
            y += wide;
        }
    }

    private static double Reach(Canvas canvas) => Math.Sqrt(canvas.Width * canvas.Width + canvas.Height * canvas.Height) / 2 + 20;

    private static void Each(Canvas canvas, double stepX, double stepY, Action<double, double, int, int> paint)
    {
        var reach = Reach(canvas);
        var (rows, columns) = ((int)(reach / stepY) + 2, (int)(reach / stepX) + 2);
        if (stepX >= 2 * reach) columns = 0;
        for (var row = -rows; row <= rows; row++)
            for (var column = -columns; column <= columns; column++)
                paint(column * stepX, row * stepY, row, column);
    }

    private static int Mod(int value, int by) => (value % by + by) % by;
}
