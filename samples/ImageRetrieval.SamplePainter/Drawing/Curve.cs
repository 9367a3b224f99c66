using System.Text;

namespace ImageRetrieval.SamplePainter.Drawing;

/// <summary>Path data (the <c>d</c> of an SVG path) from points.</summary>
internal static class Curve
{
    public static string Lines(IReadOnlyList<Point> points, bool closed = true)
    {
        var d = new StringBuilder();
        for (var i = 0; i < points.Count; i++)
            Append(d, i == 0 ? 'M' : 'L', points[i]);
        return closed ? d.Append('Z').ToString() : d.ToString();
    }

    /// <summary>A smooth line through all points (Catmull-Rom, as cubic Béziers).</summary>
    public static string Smooth(IReadOnlyList<Point> points, bool closed = true)
    {
        var d = new StringBuilder();
        Append(d, 'M', points[0]);
        var n = points.Count;
        Point At(int i) => closed ? points[(i % n + n) % n] : points[Math.Clamp(i, 0, n - 1)];
        for (var i = 0; i < (closed ? n : n - 1); i++)
        {
            var (p0, p1, p2, p3) = (At(i - 1), At(i), At(i + 1), At(i + 2));
            Append(d, 'C', (p1.X + (p2.X - p0.X) / 6, p1.Y + (p2.Y - p0.Y) / 6));
            Append(d, ' ', (p2.X - (p3.X - p1.X) / 6, p2.Y - (p3.Y - p1.Y) / 6));
            Append(d, ' ', p2);
        }
        return closed ? d.Append('Z').ToString() : d.ToString();
    }

    /// <summary>A round shape that is not quite a circle.</summary>
    public static string Blob(Dice dice, double cx, double cy, double rx, double ry, double wobble, int corners = 9)
    {
        var start = dice.Range(0, 360);
        return Smooth([.. Enumerable.Range(0, corners).Select(i =>
        {
            var p = Point.Polar(1 + dice.Around(0, wobble), start + i * 360.0 / corners);
            return new Point(cx + p.X * rx, cy + p.Y * ry);
        })]);
    }

    /// <summary>Heights from left to right by midpoint displacement: rough for rock, gentle for hills.</summary>
    public static Point[] Ridge(Dice dice, double x0, double x1, double y, double amplitude, double roughness, int depth = 6)
    {
        var n = 1 << depth;
        var height = new double[n + 1];
        (height[0], height[n]) = (dice.Around(0, amplitude), dice.Around(0, amplitude));
        var reach = amplitude;
        for (var step = n; step > 1; step /= 2, reach *= roughness)
            for (var i = step / 2; i < n; i += step)
                height[i] = (height[i - step / 2] + height[i + step / 2]) / 2 + dice.Around(0, reach);
        return [.. height.Select((h, i) => new Point(x0 + (x1 - x0) * i / n, y - h))];
    }

    public static Point[] Wave(double x0, double x1, double y, double amplitude, double length, double phase)
    {
        var n = Math.Max(4, (int)((x1 - x0) / length * 6));
        return [.. Enumerable.Range(0, n + 1).Select(i =>
        {
            var x = x0 + (x1 - x0) * i / n;
            return new Point(x, y + amplitude * Math.Sin(2 * Math.PI * x / length + phase));
        })];
    }

    /// <summary>The points of a skyline, closed along the bottom.</summary>
    public static string Ground(IReadOnlyList<Point> line, double bottom, bool smooth = false)
    {
        var top = smooth ? Smooth(line, closed: false) : Lines(line, closed: false);
        return $"{top}L{line[^1].X:0.#} {bottom:0.#}L{line[0].X:0.#} {bottom:0.#}Z";
    }

    private static void Append(StringBuilder d, char verb, Point p) => d.Append($"{verb}{p.X:0.##} {p.Y:0.##}");
}
